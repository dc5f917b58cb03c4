import Contracts
import Domain
import Foundation
import HTTPServer
import Observability
import ShardRuntime

/// What was set aside: why, and what is to become of it. What stands in a message is told at a route of its own, to those who may see everything.
struct QuarantineRoutes<Model: ShardModel>: Sendable {
    private let service: ShardService<Model>
    private let resubmit: AdminRoutes<Model>.Resubmit?
    private let readers: Set<Role> = [.operator, .arkivar]
    private let operators: Set<Role> = [.operator]
    /// Most messages of one page.
    private let limitPage = 100
    /// Most messages that one request discards; whoever wants more gone asks again.
    private static var limitDiscarded: Int { 500 }

    init(_ service: ShardService<Model>, resubmit: AdminRoutes<Model>.Resubmit?) {
        (self.service, self.resubmit) = (service, resubmit)
    }

    /// Adds them.
    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/quarantine", for: readers) { request in list(request) }
        routes.on(.post, "/quarantine/discard", for: operators) { request in try await discardMany(request) }
        routes.on(.get, "/quarantine/{id}", for: readers) { request in .json(try entry(request).json.encoded()) }
        routes.on(.get, "/quarantine/{id}/content", for: [.arkivar]) { request in try await content(request) }
        routes.on(.post, "/quarantine/{id}/discard", for: operators) { request in try await discard(request) }
        routes.on(.post, "/quarantine/{id}/resubmit", for: operators) { request in try await resubmit(request) }
    }

    private func list(_ request: AuthorizedRequest) -> HTTPResponse {
        let isShown: (QuarantineIndex.Entry) -> Bool = { request.principal.actsFor(named: $0.message.kommune) }
        let entries = service.quarantine.list(after: request.request.query["after"], limit: limitPage, where: isShown)
        let open = service.quarantine.openCounts(where: isShown).filter { $0.value > 0 }
        var page: [String: JSONValue] = [
            "treff": .array(entries.map(\.json)), "antall": .object(open.mapValues { .int(Int64($0)) }),
        ]
        if entries.count == limitPage, let last = entries.last {
            page["neste"] = .string("/quarantine?after=\(PercentEncoding.query(last.message.id))")
        }
        return .json(JSONValue.object(page).encoded())
    }

    /// The bytes and headers. Nobody knows how a message is screened that could not be read, so it is for those who may see everything.
    private func content(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let entry = try entry(request)
        guard request.principal.leser.serAlt else {
            throw ProblemDetails.forbidden(
                "how a message in quarantine is screened is not known: its content is for those who are cleared for everything, gradings too"
            )
        }
        try service.requireLog()
        guard let message = try await message(entry) else { throw ProblemDetails.notFound("the message's time in quarantine is over") }
        // Before anything goes out.
        request.logger.audit(
            "the content of a message in quarantine was shown",
            [
                "by": .name(request.principal.identity), "message_id": .id(entry.message.id),
                "kommune": .name(entry.kommune?.rawValue ?? "none"),
            ])
        let json: JSONValue = [
            "id": .string(message.id), "bytes": .int(Int64(entry.bytes)), "raw_base64": .string(message.raw.base64EncodedString()),
            "headers": .object(message.headers.mapValues(JSONValue.string)),
        ]
        var response = HTTPResponse.json(json.encoded())
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    private func discard(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        try service.requireLog()
        let entry = try entry(request)
        guard let reason = try JSONReader.read(request.request.body)["reason"]?.text, !reason.isEmpty else {
            throw ProblemDetails.badRequest(
                "say why", errors: [Fault(pointer: "/reason", code: "missing_member", message: "a reason is required")])
        }
        // What became of a message stays known: it is decided once.
        guard entry.state == .open else { throw ProblemDetails.conflict("the message is \(entry.state.rawValue) already") }
        try await resolve([entry], .discarded, by: request, because: reason)
        return .noContent
    }

    /// Discards what is open and fits, of what the caller acts for; as much of it as one request may.
    private func discardMany(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        try service.requireLog()
        let wanted = try QuarantineSelection(JSONReader.read(request.request.body))
        if let kommune = wanted.kommune, !request.principal.kommuner.contains(kommune) {
            throw ProblemDetails.forbidden("\(request.principal.identity) may not act for the municipality \(kommune)")
        }
        let now = service.context.time.now()
        let found = service.quarantine.list(limit: Self.limitDiscarded + 1) { entry in
            entry.state == .open && request.principal.actsFor(named: entry.message.kommune) && wanted.covers(entry, at: now)
        }
        let some = Array(found.prefix(Self.limitDiscarded))
        try await resolve(some, .discarded, by: request, because: wanted.reason)
        request.logger.audit(
            "messages in quarantine were discarded",
            ["by": .name(request.principal.identity), "count": .number(some.count), "kommune": .name(wanted.kommune?.rawValue ?? "all")])
        return .json(JSONValue.object(["discarded": .int(Int64(some.count)), "more": .bool(found.count > some.count)]).encoded())
    }

    private func resubmit(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        try service.requireLog()
        let entry = try entry(request)
        guard let resubmit else { throw ProblemDetails.conflict("this service cannot hand the message in again") }
        guard let message = try await message(entry) else { throw ProblemDetails.conflict("the message's time in quarantine is over") }
        try await service.fromLog(late: .outcomeUnknown) { try await resubmit(message, entry.resubmissions + 1) }
        try await resolve([entry], .resubmitted, by: request, because: nil)
        return .json(JSONValue.object(["id": .string(entry.message.id), "state": "resubmitted"]).encoded(), status: 202)
    }

    private func message(_ entry: QuarantineIndex.Entry) async throws -> QuarantinedMessage? {
        try await service.fromLog { [quarantine = service.quarantine] in try await quarantine.message(entry.message.id) }
    }

    private func resolve(
        _ entries: [QuarantineIndex.Entry], _ state: QuarantineIndex.State, by request: AuthorizedRequest, because reason: String?
    ) async throws {
        let (quarantine, now, identity) = (service.quarantine, service.context.time.now(), request.principal.identity)
        try await service.fromLog(late: .outcomeUnknown) {
            try await quarantine.resolve(entries.map(\.message.id), state, by: identity, reason: reason, at: now)
        }
    }

    private func entry(_ request: AuthorizedRequest) throws -> QuarantineIndex.Entry {
        let id = request[parameter: "id"]
        guard let entry = service.quarantine.entry(id), request.principal.actsFor(named: entry.message.kommune) else {
            throw ProblemDetails.notFound("no message «\(id)» is in quarantine")
        }
        return entry
    }
}

extension QuarantineIndex.Entry {
    /// The municipality, where the message names one that there can be.
    var kommune: Organisasjonsnummer? { message.kommune.flatMap { Organisasjonsnummer($0) } }

    /// What is told of it: nothing of what stands in it.
    var json: JSONValue {
        var json: [String: JSONValue] = [
            "id": .string(message.id), "received": .string(message.received.description), "topic": .string(message.topic),
            "partner": .string(message.partner), "bytes": .int(Int64(bytes)), "state": .string(state.rawValue),
            "expires": .string(expires.description),
            "reason": .array(
                message.reasons.map { ["pointer": .string($0.pointer), "code": .string($0.code), "message": .string($0.message)] }),
        ]
        if let partition = message.partition { json["partition"] = .int(Int64(partition)) }
        if let offset = message.offset { json["offset"] = .int(offset) }
        if let kommune { json["kommune"] = .string(kommune.rawValue) }
        if let type = message.type, Self.isTypeName(type) { json["type"] = .string(type) }
        if let decision {
            var decided: [String: JSONValue] = ["by": .string(decision.by), "time": .string(decision.time.description)]
            if let reason = decision.reason { decided["reason"] = .string(reason) }
            json["decision"] = .object(decided)
        }
        return .object(json)
    }

    /// Whether a text has the form of a type's name; anything else a sender may have written there is content.
    private static func isTypeName(_ text: String) -> Bool {
        (1...120).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
