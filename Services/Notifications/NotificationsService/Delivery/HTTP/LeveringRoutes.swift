import Contracts
import Crypto
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// How what is sent fares: the delivery log, sending again, new keys, enabling, trials.
struct LeveringRoutes {
    /// Most attempts on a page.
    static let limitPage = 200

    private let service: ShardService<NotificationsModel>
    private let delivery: DeliverySettings
    private let worker: WebhookWorker

    init(_ service: ShardService<NotificationsModel>, _ delivery: DeliverySettings, _ worker: WebhookWorker) {
        (self.service, self.delivery, self.worker) = (service, delivery, worker)
    }

    func add(to routes: inout ServiceRoutes) {
        let (subscribers, limit) = (AbonnementRoutes.subscribers, AbonnementRoutes.limitBodyBytes)
        routes.on(.get, "/abonnementer/{id}/leveringer", for: subscribers) { request in try await self.log(request) }
        routes.on(.post, "/abonnementer/{id}/leveringer/gjenta", for: subscribers, maximumBodyBytes: limit) {
            try await self.again($0)
        }
        routes.on(.post, "/abonnementer/{id}/noekler", for: subscribers, maximumBodyBytes: limit) { try await self.rotate($0) }
        routes.on(.get, "/abonnementer/{id}/noekler", for: subscribers) { request in try await self.keys(request) }
        routes.on(.post, "/abonnementer/{id}/aktiver", for: subscribers, maximumBodyBytes: limit) { try await self.enable($0) }
        routes.on(.post, "/abonnementer/{id}/proeve", for: subscribers, maximumBodyBytes: limit) { try await self.trial($0) }
    }

    private func log(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let limit = try request.number("limit", in: 1...Self.limitPage) ?? 50
        let before = try request.number("foer", in: 0...Int.max).map { Int64($0) }
        let hendelse = try request.number("hendelse", in: 0...Int.max).map { Int64($0) }
        return try await service.desk.read(kommune, request) {
            let reader = self.reader(request)
            let abonnement = try await service.runtime.reads.abonnement(id, in: kommune, reader).abonnement
            let found =
                try await service.runtime.reads.read(kommune) {
                    try Leveringslogg($0).side(abonnement, to: reader, foer: before, hendelse: hendelse, limit: limit + 1)
                } ?? []
            var json: [String: JSONValue] = ["treff": .array(found.prefix(limit).map { LeveringJSON.forsoek($0.forsoek) })]
            if found.count > limit, let last = found.prefix(limit).last {
                let filter = hendelse.map { "&hendelse=\($0)" } ?? ""
                json["neste"] = .string(
                    "/abonnementer/\(AbonnementID(kommune, id))/leveringer?foer=\(last.plass)&limit=\(limit)\(filter)")
            }
            return .json(JSONValue.object(json).encoded())
        }
    }

    private func reader(_ request: AuthorizedRequest) -> Feed.Reader {
        Feed.Reader(leser: request.principal.leser, dag: service.today)
    }

    private func again(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let body = try Self.body(request, known: ["hendelse", "etter", "til"])
        var reader = OenskeReader()
        let hendelse = reader.cursor("hendelse", in: body)
        let after = reader.cursor("etter", in: body)
        let upTo = reader.cursor("til", in: body)
        if (hendelse == nil) == (after == nil) {
            reader.fault(.root, "missing_member", "say what to send again: hendelse (one), or etter (all after that cursor)")
        }
        if hendelse != nil, upTo != nil { reader.fault(.root.appending("til"), "both_given", "one hendelse has no end") }
        guard reader.faults.isEmpty else { throw Rejection(.ugyldigforespoersel, reader.faults) }
        let command = GjentaLevering(
            aktoer: request.principal.leser, abonnement: id, fra: hendelse ?? ((after ?? 0) + 1), til: hendelse ?? upTo)
        return try await give(command, kommune, request) { .json($0.encoded(), status: 202) }
    }

    private func rotate(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let body = try Self.body(request, known: ["overlappSekunder"])
        let overlap = body["overlappSekunder"].map { $0.integer.map { Int(clamping: $0) } ?? -1 } ?? Noekkelbytte.standardOverlappSekunder
        guard let keys = delivery.newKeys(for: request) else { throw ProblemDetails.serverError() }
        let command = ByttNoekkel(
            aktoer: request.principal.leser, abonnement: id, noekkel: keys.sealed(with: delivery.sealing),
            overlappSekunder: overlap)
        return try await give(command, kommune, request) { reply in
            var reply = reply
            reply.showOnce(keys)
            return .json(reply.encoded(), status: 201)
        }
    }

    private func keys(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let now = service.context.time.now()
        return try await service.desk.read(kommune, request) {
            _ = try await service.runtime.reads.abonnement(id, in: kommune, reader(request))
            let keys = try await service.runtime.reads.read(kommune) { try Leveringslager($0).noekler(id, at: now) } ?? []
            return .json(JSONValue.object(["treff": .array(keys.map(LeveringJSON.noekkel))]).encoded())
        }
    }

    private func enable(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let body = try Self.body(request, known: ["hoppOver"])
        if let value = body["hoppOver"], value.boolean == nil {
            throw Rejection(
                .ugyldigforespoersel, [Fault(pointer: "/hoppOver", code: "invalid_value", message: "hoppOver is true or false")])
        }
        let command = AktiverLevering(
            aktoer: request.principal.leser, abonnement: id, hoppOver: body["hoppOver"]?.boolean ?? false)
        return try await give(command, kommune, request) { .json($0.encoded()) }
    }

    /// Sends one message without content and says at once what came of it.
    private func trial(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let now = service.context.time.now()
        return try await service.desk.read(kommune, request) {
            let rad = try await service.runtime.reads.abonnement(id, in: kommune, reader(request))
            guard let url = rad.abonnement.levering.url else {
                throw Rejection(.ugyldigforespoersel, [Fault(pointer: "", code: "not_allowed_here", message: "only webhooks can be tried")])
            }
            let keys = try await service.runtime.reads.read(kommune) { try Leveringslager($0).noekler(id, at: now).map(\.noekkel) } ?? []
            let gittMed = try await service.runtime.reads.read(kommune) { try Leveringslager($0).finn(id)?.gittMed } ?? nil
            let outcome = try await worker.trial(
                id, url: url, keys: keys, kommune: kommune, partner: service.partner(of: rad.abonnement, gittMed: gittMed),
                trace: request.trace.traceparent)
            return .json(LeveringJSON.forsoek(outcome).encoded())
        }
    }

    private func give(
        _ command: some Command, _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest,
        _ answer: @Sendable (JSONValue) -> HTTPResponse
    ) async throws -> HTTPResponse {
        try await service.desk.command(type(of: command).commandType, try command.encoded(), for: kommune, request) { answer($0) }
    }

    /// The body, an object with these members at most; an empty body is an empty object.
    private static func body(_ request: AuthorizedRequest, known: Set<String>) throws -> JSONValue {
        guard !request.request.body.isEmpty else { return .object([:]) }
        let body = try JSONReader.read(request.request.body)
        var reader = OenskeReader()
        if body.members == nil { reader.fault(.root, "invalid_value", "the body is an object") }
        reader.unknown(in: body, at: .root, known: known)
        guard reader.faults.isEmpty else { throw Rejection(.ugyldigforespoersel, reader.faults) }
        return body
    }
}

extension OenskeReader {
    /// A cursor or the number of a hendelse; nil when it is not given.
    mutating func cursor(_ name: String, in object: JSONValue) -> Int64? {
        guard let value = object[name], value != .null else { return nil }
        guard let number = value.integer, number >= 0, number < Int64.max else {
            fault(.root.appending(name), "invalid_value", "\(name) is a cursor")
            return nil
        }
        return number
    }
}
