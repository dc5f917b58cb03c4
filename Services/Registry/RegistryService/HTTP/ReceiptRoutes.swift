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

    func add(to routes: inout ServiceRoutes) {
        let roles: Set<Role> = [.partner, .operator, .arkivar, .saksbehandler]
        routes.on(.get, "/receipts", for: roles) { request in
            guard request.request.query["source"] != nil || request.request.query["id"] != nil else {
                return try await self.stream(request)
            }
            return .json(JSONValue.array(try await self.receipts(request)).encoded())
        }
        routes.on(.get, "/cloudevents", for: roles) { request in try await self.state(request) }
    }

    /// Where one message stands.
    private func state(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        if let digest = request.request.query["digest"], try await isConflict(request, digest) {
            return .json(JSONValue.object(["tilstand": "konflikt"]).encoded())
        }
        let receipts = try await receipts(request)
        let types = receipts.compactMap { $0["type"]?.text }
        let state =
            types.contains(FiksMessageType.kvittering)
            ? "kvittering" : types.contains { $0.contains(".feilmelding.") } ? "feilmelding" : types.isEmpty ? "underveis" : "mottatt"
        return .json(
            JSONValue.object([
                "id": .string(request.request.query["id"] ?? ""), "source": .string(request.request.query["source"] ?? ""),
                "tilstand": .string(state), "receipts": .array(receipts),
            ]).encoded())
    }

    private func isConflict(_ request: AuthorizedRequest, _ digest: String) async throws -> Bool {
        guard let source = request.request.query["source"], let id = request.request.query["id"] else { return false }
        let kommune = try request.kommune()
        return try await service.runtime.reads.isConflict(kommune, source: source, id: id, digest: digest) ?? false
    }

    /// The receipts of one message, whichever municipality it was for; a partner sees its own only.
    private func receipts(_ request: AuthorizedRequest) async throws -> [JSONValue] {
        guard let source = request.request.query["source"], let id = request.request.query["id"] else {
            throw ProblemDetails.badRequest("both ?source= and ?id= are needed")
        }
        if request.request.query["kommune"] != nil {
            let kommune = try request.kommune()
            return try await receipts(kommune, source, id, request)
        }
        var all: [JSONValue] = []
        let asked = service.municipalities.all.filter { request.principal.kommuner.contains($0) } + [InstallationShard.number]
        var silent: ProblemDetails?
        for kommune in asked {
            // One that is stopped or without an owner takes nothing away from the others.
            do { all += try await receipts(kommune, source, id, request) } catch let problem as ProblemDetails { silent = problem }
        }
        if all.isEmpty, let silent { throw silent }
        // A message may have been refused outside any municipality first and answered in its own later: told as it happened.
        func moment(_ receipt: JSONValue) -> Int64 { receipt["time"]?.text.flatMap { Tidspunkt($0) }?.milliseconds ?? 0 }
        return all.enumerated().sorted { (moment($0.element), $0.offset) < (moment($1.element), $1.offset) }.map(\.element)
    }

    private func receipts(
        _ kommune: Organisasjonsnummer, _ source: String, _ id: String, _ request: AuthorizedRequest
    ) async throws -> [JSONValue] {
        if service.runtime.canRead(kommune) { return try await stored(kommune, source, id, request) }
        if RequestForwarder.isForwarded(request.request) { throw ProblemDetails.misdirected() }
        let query = "source=\(PercentEncoding.query(source))&id=\(PercentEncoding.query(id))&kommune=\(kommune.rawValue)"
        do throws(ProblemDetails) {
            return try await service.desk.ask("/receipts?\(query)", ofOwnerOf: kommune, request).elements ?? []
        } catch {
            // Its owner does not answer: what a standby's store here has is true, though a moment old.
            guard service.runtime.asOf(kommune) != nil else { throw error }
            return try await stored(kommune, source, id, request)
        }
    }

    private func stored(
        _ kommune: Organisasjonsnummer, _ source: String, _ id: String, _ request: AuthorizedRequest
    ) async throws -> [JSONValue] {
        let found = try await service.runtime.reads.receipts(kommune, source: source, id: id) ?? []
        return found.filter { request.principal.partner == nil || $0.partner == request.principal.partner }.map(\.event.jsonValue)
    }

    /// A page of the partner's receipts topic; `neste` is the cursor after it.
    private func stream(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        guard let partner = request.principal.partner ?? request.request.query["partner"] else {
            throw ProblemDetails.badRequest("say of which partner with ?partner=, or of which message with ?source= and ?id=")
        }
        guard service.context.partners[partner] != nil else { throw ProblemDetails.notFound("«\(partner)» is no partner here") }
        try service.requireLog()
        let topic = service.topics.receipts(partner)
        var cursor = try ReceiptCursor(request.request.query["after"], partitions: service.topics.partitions)
        var events: [JSONValue] = []
        for partition in 0..<service.topics.partitions where events.count < Self.limitPage {
            let place = TopicPartition(topic, partition)
            let start = max(cursor.offsets[Int(partition)], try await service.log.start(of: place))
            cursor.offsets[Int(partition)] = start
            guard start < (try await service.log.end(of: place)) else { continue }
            let reader = try await service.log.read(place, from: start)
            let records = try await reader.next(limit: Self.limitPage - events.count, timeout: .seconds(2))
            await reader.close()
            for record in records {
                events.append(try JSONReader.read(record.value ?? []))
                cursor.offsets[Int(partition)] = record.offset + 1
            }
        }
        let next = "/receipts?partner=\(PercentEncoding.query(partner))&after=\(cursor.text)"
        return .json(JSONValue.object(["treff": .array(events), "neste": .string(next)]).encoded())
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
