import CommitLog
import Contracts
import Domain
import Foundation
import HTTPServer
import ServiceKit
import ShardRuntime

/// What a partner was told: of one message (`/receipts?source=…&id=…`), or everything since a cursor (`/receipts?after=…`).
struct ReceiptRoutes {
    private let service: ShardService<RegistryModel>

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    private static let limitPage = 200
    /// How many municipalities are asked at once for one message: one whose owner is silent holds up few others.
    private static let limitAskedAtOnce = 16

    /// Receipts, and as of when that is all; nil: now.
    private struct Found {
        var receipts: [JSONValue] = []
        var asOf: Tidspunkt?

        mutating func add(_ other: Found) {
            receipts += other.receipts
            asOf = [asOf, other.asOf].compactMap(\.self).min()
        }
    }

    func add(to routes: inout ServiceRoutes) {
        let roles: Set<Role> = [.partner, .operator, .arkivar, .saksbehandler]
        routes.on(.get, "/receipts", for: roles) { request in
            guard request.request.query["source"] != nil || request.request.query["id"] != nil else {
                return try await self.stream(request)
            }
            let found = try await self.receipts(request)
            return self.service.desk.marked(.json(JSONValue.array(found.receipts).encoded()), found.asOf)
        }
        routes.on(.get, "/cloudevents", for: roles) { request in try await self.state(request) }
    }

    /// Where one message stands.
    private func state(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        if let digest = request.request.query["digest"], let partner = sender(request), try await isConflict(request, digest, partner) {
            return .json(JSONValue.object(["tilstand": "konflikt"]).encoded())
        }
        let found = try await receipts(request)
        let receipts = found.receipts
        let types = receipts.compactMap { $0["type"]?.text }
        let state =
            types.contains(FiksMessageType.kvittering)
            ? "kvittering" : types.contains { $0.contains(".feilmelding.") } ? "feilmelding" : types.isEmpty ? "underveis" : "mottatt"
        let answer = JSONValue.object([
            "id": .string(request.request.query["id"] ?? ""), "source": .string(request.request.query["source"] ?? ""),
            "tilstand": .string(state), "receipts": .array(receipts),
        ])
        return service.desk.marked(.json(answer.encoded()), found.asOf)
    }

    /// Whose messages may be asked about by their content: a partner's own, and those of one that an operator hands something in for. To anybody
    /// else an answer would confirm a guess at what stands in a message.
    private func sender(_ request: AuthorizedRequest) -> String? {
        request.principal.partner ?? (request.principal.role == .operator ? request.request.query["partner"] : nil)
    }

    private func isConflict(_ request: AuthorizedRequest, _ digest: String, _ partner: String) async throws -> Bool {
        guard let source = request.request.query["source"], let id = request.request.query["id"] else { return false }
        let kommune = try request.kommune()
        return try await service.runtime.reads.isConflict(kommune, source: source, id: id, of: partner, digest: digest) ?? false
    }

    /// The receipts of one message, whichever municipality it was for; a partner sees its own only.
    private func receipts(_ request: AuthorizedRequest) async throws -> Found {
        guard let source = request.request.query["source"], let id = request.request.query["id"] else {
            throw ProblemDetails.badRequest("both ?source= and ?id= are needed")
        }
        // What was refused outside any municipality is told to its sender, and to those who act for all.
        let seesUnnamed = request.principal.partner != nil || request.principal.kommuner == .all
        if let text = request.request.query["kommune"] {
            let isUnnamed = text == InstallationShard.number.rawValue && seesUnnamed
            return try await receipts(isUnnamed ? InstallationShard.number : try request.kommune(), source, id, request)
        }
        let asked =
            service.municipalities.all.filter { request.principal.kommuner.contains($0) } + (seesUnnamed ? [InstallationShard.number] : [])
        var all = Found()
        var silent: ProblemDetails?
        for start in stride(from: 0, to: asked.count, by: Self.limitAskedAtOnce) {
            for outcome in await receipts(of: asked[start..<min(asked.count, start + Self.limitAskedAtOnce)], source, id, request) {
                // One that is stopped or without an owner takes nothing away from the others.
                switch outcome {
                case .success(let found): all.add(found)
                case .failure(let problem as ProblemDetails): silent = problem
                case .failure(let error): throw error
                }
            }
        }
        if all.receipts.isEmpty, let silent { throw silent }
        // A message may have been refused outside any municipality first and answered in its own later: told as it happened.
        func moment(_ receipt: JSONValue) -> Int64 { receipt["time"]?.text.flatMap { Tidspunkt($0) }?.milliseconds ?? 0 }
        all.receipts = all.receipts.enumerated().sorted { (moment($0.element), $0.offset) < (moment($1.element), $1.offset) }.map(\.element)
        return all
    }

    /// What some municipalities say, side by side, in their order.
    private func receipts(
        of kommuner: ArraySlice<Organisasjonsnummer>, _ source: String, _ id: String, _ request: AuthorizedRequest
    ) async -> [Result<Found, any Error>] {
        await withTaskGroup(of: (Int, Result<Found, any Error>).self) { group in
            for (index, kommune) in kommuner.enumerated() {
                group.addTask {
                    do { return (index, .success(try await receipts(kommune, source, id, request))) } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [Int: Result<Found, any Error>]()) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func receipts(
        _ kommune: Organisasjonsnummer, _ source: String, _ id: String, _ request: AuthorizedRequest
    ) async throws -> Found {
        if service.runtime.canRead(kommune) { return try await stored(kommune, source, id, request) }
        if RequestForwarder.isForwarded(request.request) { throw ProblemDetails.misdirected() }
        let query = "source=\(PercentEncoding.query(source))&id=\(PercentEncoding.query(id))&kommune=\(kommune.rawValue)"
        do throws(ProblemDetails) {
            let (answer, asOf) = try await service.desk.ask("/receipts?\(query)", ofOwnerOf: kommune, request)
            return Found(receipts: answer.elements ?? [], asOf: asOf)
        } catch {
            // Its owner does not answer: what a standby's store here has is true, though a moment old.
            guard service.runtime.asOf(kommune) != nil else { throw error }
            return try await stored(kommune, source, id, request)
        }
    }

    private func stored(
        _ kommune: Organisasjonsnummer, _ source: String, _ id: String, _ request: AuthorizedRequest
    ) async throws -> Found {
        let asOf = service.desk.asOf(kommune)
        let found = try await service.runtime.reads.receipts(kommune, source: source, id: id) ?? []
        let theirs = found.filter { request.principal.partner == nil || $0.partner == request.principal.partner }
        return Found(receipts: theirs.map { Self.shown($0.event.jsonValue, to: request.principal) }, asOf: asOf)
    }

    /// A page of the partner's receipts topic; `neste` is the cursor after it.
    private func stream(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        guard let partner = request.principal.partner ?? request.request.query["partner"] else {
            throw ProblemDetails.badRequest("say of which partner with ?partner=, or of which message with ?source= and ?id=")
        }
        if let asked = request.request.query["partner"], asked != partner {
            throw ProblemDetails.forbidden("\(request.principal.identity) reads the receipts of «\(partner)» alone")
        }
        guard service.context.partners[partner] != nil else { throw ProblemDetails.notFound("«\(partner)» is no partner here") }
        try service.requireLog()
        let topic = service.topics.receipts(partner)
        var cursor = try ReceiptCursor(request.request.query["after"], partitions: service.topics.partitions)
        var events: [JSONValue] = []
        for partition in 0..<service.topics.partitions where events.count < Self.limitPage {
            let place = TopicPartition(topic, partition)
            let after = cursor.offsets[Int(partition)]
            let (start, end) = try await service.fromLog { [log = service.log] in
                (max(after, try await log.start(of: place)), try await log.end(of: place))
            }
            cursor.offsets[Int(partition)] = start
            guard start < end else { continue }
            let records = try await records(of: place, from: start, limit: Self.limitPage - events.count)
            for record in records {
                cursor.offsets[Int(partition)] = record.offset + 1
                guard Self.isShown(record, to: request.principal) else { continue }
                events.append(Self.shown(try JSONReader.read(record.value ?? []), to: request.principal))
            }
        }
        let next = "/receipts?partner=\(PercentEncoding.query(partner))&after=\(cursor.text)"
        return .json(JSONValue.object(["treff": .array(events), "neste": .string(next)]).encoded())
    }

    /// Those of the municipalities that they act for; a partner also its own of what was refused outside any.
    static func isShown(_ record: LogRecord, to principal: Principal) -> Bool {
        let named = record.key.map { String(decoding: $0, as: UTF8.self) }
        let isUnnamed = named.flatMap { Organisasjonsnummer($0) }.map { $0 == InstallationShard.number } ?? true
        return (isUnnamed && principal.partner != nil) || principal.actsFor(named: named)
    }

    /// A receipt names objects and quotes messages: it is whole to the partner that it is for, and to an archivist who sees everything there may be
    /// in it. Others see that there is one, of which kind and when.
    static func shown(_ receipt: JSONValue, to principal: Principal) -> JSONValue {
        guard Kontroll.kvitteringer.gjelder, principal.partner == nil, principal.role != .arkivar || !principal.leser.serAlt else {
            return receipt
        }
        return .object((receipt.members ?? [:]).filter { openAttributes.contains($0.key) })
    }

    private static let openAttributes: Set<String> = [
        "specversion", "id", "source", "type", "time", "kommune", "correlationid", "traceparent",
    ]

    private func records(of place: TopicPartition, from start: Offset, limit: Int) async throws -> [LogRecord] {
        try await service.fromLog { [log = service.log] in
            let reader = try await log.read(place, from: start)
            do {
                let records = try await reader.next(limit: limit, timeout: .seconds(2))
                await reader.close()
                return records
            } catch {
                await reader.close()
                throw error
            }
        }
    }
}

/// Where a reader of a receipts topic stands: one offset a partition, `0.17.3.0`.
struct ReceiptCursor {
    var offsets: [Offset]

    init(_ text: String?, partitions: Int32) throws(ProblemDetails) {
        guard let text else {
            offsets = Array(repeating: 0, count: Int(partitions))
            return
        }
        offsets = text.split(separator: ".").compactMap { Offset($0) }
        guard offsets.count == Int(partitions), offsets.allSatisfy({ $0 >= 0 }) else {
            throw .badRequest("«\(text)» is not a cursor of this installation: take it from «neste»")
        }
    }

    var text: String { offsets.map(String.init).joined(separator: ".") }
}
