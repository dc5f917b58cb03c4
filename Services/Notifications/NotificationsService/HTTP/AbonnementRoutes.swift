import Contracts
import Domain
import HTTPServer
import SQLite
import ServiceKit
import ShardRuntime

/// Subscriptions: made, looked at, changed and ended by whoever they belong to.
struct AbonnementRoutes {
    /// Most subscriptions on a page.
    static let limitPage = 100
    /// Unread entries are counted up to here.
    static let limitUlest = 1_000
    /// The largest body, bytes.
    static let limitBodyBytes = 64 << 10
    /// Who may subscribe.
    static let subscribers: Set<Role> = [.partner, .saksbehandler, .arkivar]

    private let service: ShardService<NotificationsModel>
    private let hub: FeedHub
    private let delivery: DeliverySettings

    init(_ service: ShardService<NotificationsModel>, _ hub: FeedHub, delivery: DeliverySettings) {
        (self.service, self.hub, self.delivery) = (service, hub, delivery)
    }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/meg", for: Set(Role.allCases)) { request in self.whoami(request) }
        routes.on(.post, "/abonnementer", for: Self.subscribers, maximumBodyBytes: Self.limitBodyBytes) { try await self.create($0) }
        routes.on(.get, "/abonnementer", for: Self.subscribers) { request in try await self.list(request) }
        routes.on(.get, "/abonnementer/{id}", for: Self.subscribers) { request in try await self.show(request) }
        routes.on(.patch, "/abonnementer/{id}", for: Self.subscribers, maximumBodyBytes: Self.limitBodyBytes) { try await self.change($0) }
        routes.on(.delete, "/abonnementer/{id}", for: Self.subscribers.union([.operator])) { request in try await self.delete(request) }
        routes.on(.post, "/abonnementer/{id}/lest", for: Self.subscribers, maximumBodyBytes: Self.limitBodyBytes) {
            try await self.read($0)
        }
    }

    /// Who the token stands for: what a page needs to begin with.
    private func whoami(_ request: AuthorizedRequest) -> HTTPResponse {
        let leser = request.principal.leser
        let kommuner = service.municipalities.all.filter { request.principal.kommuner.contains($0) }.sorted()
        let json: JSONValue = [
            "identitet": .string(request.principal.identity), "rolle": .string(request.principal.role.rawValue),
            "klarering": leser.klarering.map { .array($0.sorted().map { .string($0) }) } ?? "alle",
            "gradering": .array((leser.gradering ?? []).sorted().map { .string($0) }),
            "kommuner": .array(
                kommuner.map { kommune in
                    [
                        "organisasjonsnummer": .string(kommune.rawValue),
                        "navn": service.municipalities.municipality(kommune)?["navn"] ?? .string(kommune.rawValue),
                    ]
                }),
        ]
        return .json(json.encoded())
    }

    private func create(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let oenske = try Abonnementsoenske.read(
            try JSONReader.read(request.request.body), delivery.targets(ofPartner: request.principal.partner))
        guard request.principal.kommuner.contains(oenske.kommune) else {
            let message = "\(request.principal.identity) may not act for the municipality \(oenske.kommune)"
            throw ProblemDetails.forbidden(
                message, errors: [Fault(pointer: "/filter/kommune", code: OpprettAbonnement.notAllowed, message: message)])
        }
        let keys = oenske.levering.type == .webhook ? delivery.newKeys(for: request) : nil
        let command = OpprettAbonnement(
            aktoer: request.principal.leser, oenske: oenske, noekkel: keys?.sealed(with: delivery.sealing))
        return try await give(command, oenske.kommune, request) { reply in
            var reply = reply
            if let keys { reply.showOnce(keys) }
            return .json(reply.encoded(), status: 201)
        }
    }

    private func list(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let after = try request.request.query["after"].map { text in
            guard let id = SystemID(text) else { throw ProblemDetails.badRequest("«\(text)» is not from «neste»") }
            return id
        }
        let (leser, dag) = (request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let json = try await service.runtime.reads.read(kommune) { database -> [String: JSONValue] in
                let lager = Abonnementslager(database)
                let found = try leser.eiere.flatMap { try lager.til($0, after: after, limit: Self.limitPage + 1) }
                let page = found.sorted { $0.abonnement.systemID < $1.abonnement.systemID }.prefix(Self.limitPage)
                let known = try page.filter { try lager.kjennes($0.abonnement, leser, dag) }
                var json: [String: JSONValue] = ["treff": .array(known.map(\.json))]
                if found.count > page.count, let last = page.last?.abonnement.systemID {
                    json["neste"] = .string("/abonnementer?kommune=\(kommune)&after=\(last)")
                }
                return json
            }
            return .json(JSONValue.object(json ?? ["treff": []]).encoded())
        }
    }

    private func show(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        return try await service.desk.read(kommune, request) {
            let now = service.context.time.now()
            let reader = Feed.Reader(leser: request.principal.leser, dag: now.norskDato)
            let rad = try await service.runtime.reads.abonnement(id, in: kommune, reader)
            let stand = try await service.runtime.reads.read(kommune) { [domains = delivery.mailDomains] database in
                try LeveringJSON.stand(rad.abonnement, to: reader, in: database, now: now, domains: domains)
            }
            var json = rad.json
            json.set("leveringsstand", stand ?? nil)
            let ulest = try await service.runtime.reads.read(kommune) { try Feed($0, reader).ulest(rad, limit: Self.limitUlest) }
            json.set("ulest", .int(Int64(ulest ?? 0)))
            return .json(json.encoded())
        }
    }

    private func change(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let body = try JSONReader.read(request.request.body)
        let command = try EndreAbonnement.read(
            body, request.principal.leser, id, delivery.targets(ofPartner: request.principal.partner))
        return try await give(command, kommune, request) { .json($0.encoded()) }
    }

    private func delete(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        return try await give(SlettAbonnement(aktoer: request.principal.leser, abonnement: id), kommune, request) { _ in
            hub.end(id, in: kommune)
            return .noContent
        }
    }

    private func read(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let body = try JSONReader.read(request.request.body)
        return try await give(try MerkLest.read(body, request.principal.leser, id), kommune, request) { .json($0.encoded()) }
    }

    private func give(
        _ command: some Command, _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest,
        _ answer: @Sendable (JSONValue) -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await service.desk.command(type(of: command).commandType, try command.encoded(), for: kommune, request) {
                answer($0)
            }
        } catch let rejection as Rejection where rejection.faults.contains(where: { $0.code == OpprettAbonnement.notAllowed }) {
            throw ProblemDetails.forbidden("this may not be subscribed to", errors: rejection.faults)
        }
    }
}

extension Abonnementslager.Rad {
    /// The subscription as its owner sees it.
    var json: JSONValue { AbonnementJSON(abonnement, lestTil: lestTil, lest: lestEnkelte).json }
}

extension Leser {
    /// Every owner they stand for: themselves, and their role or, of a partner, their system.
    var eiere: [Abonnementseier] {
        [
            Abonnementseier(slag: .person, navn: identitet),
            partner.map { Abonnementseier(slag: .system, navn: $0) } ?? Abonnementseier(slag: .rolle, navn: rolle),
        ]
    }
}

extension AuthorizedRequest {
    /// Which subscription the path names, and in which municipality: the id says it, or `?kommune=`, or the token.
    func abonnement() throws(ProblemDetails) -> (kommune: Organisasjonsnummer, id: SystemID) {
        guard let id = AbonnementID(self[parameter: "id"]) else {
            throw .badRequest("«\(self[parameter: "id"])» is not the id of a subscription")
        }
        guard let kommune = id.kommune else { return (try kommune(), id.systemID) }
        guard principal.kommuner.contains(kommune) else {
            throw .forbidden("\(principal.identity) may not act for the municipality \(kommune)")
        }
        return (kommune, id.systemID)
    }
}

extension ShardReads {
    /// A subscription of the reader's own.
    func abonnement(_ id: SystemID, in kommune: Organisasjonsnummer, _ reader: Feed.Reader) async throws -> Abonnementslager.Rad {
        let rad = try await read(kommune) { try Abonnementslager($0).finn(id, reader.leser, reader.dag) } ?? nil
        guard let rad else { throw ProblemDetails.notFound("you have no subscription \(id) in \(kommune)") }
        return rad
    }
}
