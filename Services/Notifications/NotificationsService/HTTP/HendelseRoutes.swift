import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The feed of a subscription: read page by page, or followed as server-sent events.
struct HendelseRoutes {
    private let service: ShardService<NotificationsModel>

    init(_ service: ShardService<NotificationsModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/abonnementer/{id}/hendelser", for: AbonnementRoutes.subscribers) { request in try await self.feed(request) }
    }

    private func feed(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        let limit = try request.number("limit", in: 1...Feed.limitPage) ?? 100
        let after = try request.number("after", in: 0...Int.max).map { Int64($0) }
        return try await service.desk.read(kommune, request) {
            let page = try await page(id, kommune, request.principal, after: after, limit: limit)
            return .json(json(page, kommune, id, limit, request.principal).encoded())
        }
    }

    private func page(
        _ id: SystemID, _ kommune: Organisasjonsnummer, _ principal: Principal, after: Int64?, limit: Int
    ) async throws -> Feed.Page {
        let rad = try await service.runtime.reads.abonnement(id, in: kommune, of: principal)
        let page = try await service.runtime.reads.read(kommune) { try Feed($0).page(rad, after: after, limit: limit) }
        guard let page else { throw ProblemDetails.unavailable("the municipality's store is not here any more") }
        return page
    }

    private func json(
        _ page: Feed.Page, _ kommune: Organisasjonsnummer, _ id: SystemID, _ limit: Int, _ principal: Principal
    ) -> JSONValue {
        let treff = page.hendelser.map { principal.maySee($0.skjerming) ? HendelseJSON.synlig($0) : HendelseJSON.skjult($0) }
        let path = "/abonnementer/\(AbonnementID(kommune, id))/hendelser"
        var members: [String: JSONValue] = [
            "treff": .array(treff), "cursor": .int(page.cursor), "neste": .string("\(path)?after=\(page.cursor)&limit=\(limit)"),
        ]
        members["gap"] = page.gap.map { ["etter": .int($0.etter), "tilOgMed": .int($0.tilOgMed)] }
        return .object(members)
    }
}

extension AuthorizedRequest {
    /// A whole number of the query within limits; nil when it is not given.
    func number(_ name: String, in range: ClosedRange<Int>) throws(ProblemDetails) -> Int? {
        guard let text = request.query[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest("?\(name)= is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
