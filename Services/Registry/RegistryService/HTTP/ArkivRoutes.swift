import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The read side: cases, journalposter, the running journal of a day, search. Committed state, also while the log is away.
struct ArkivRoutes {
    private let service: ShardService<RegistryModel>
    private let readers: Set<Role> = [.partner, .saksbehandler, .arkivar]

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/saksmapper/{saksaar}/{sakssekvensnummer}", for: readers) { request in
            guard let aar = Int(request[parameter: "saksaar"]), let nummer = Int(request[parameter: "sakssekvensnummer"]) else {
                throw ProblemDetails.badRequest("a case number is two numbers: /saksmapper/2026/17")
            }
            return try await self.one(request, "no case \(aar)/\(nummer)") {
                try $0.saksmappe(Saksnummer(saksaar: aar, sakssekvensnummer: nummer))
            }
        }
        routes.on(.get, "/saksmapper/{systemID}", for: readers) { request in
            let id = try CommandDesk.systemID(request)
            return try await self.one(request, "no mappe \(id)") { try $0.saksmappe(id) }
        }
        routes.on(.get, "/journalposter/{systemID}", for: readers) { request in
            let id = try CommandDesk.systemID(request)
            return try await self.one(request, "no registrering \(id)") { try $0.registrering(id) }
        }
        routes.on(.get, "/journal/{dato}", for: readers) { request in try await self.journal(request) }
        routes.on(.get, "/sok", for: readers) { request in try await self.sok(request) }
    }

    private func one(
        _ request: AuthorizedRequest, _ missing: String, _ query: @escaping @Sendable (RegistryQueries) throws -> [UInt8]?
    ) async throws -> HTTPResponse {
        let (kommune, leser, dag) = (try request.kommune(), request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            guard
                let found = try await service.runtime.reads.read(
                    kommune, { try query(RegistryQueries(database: $0, leser: leser, dag: dag)) })
                    ?? nil
            else {
                throw ProblemDetails.notFound("\(missing) is in the archive of \(kommune)")
            }
            return .json(found)
        }
    }

    private func journal(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        guard let dato = Dato(request[parameter: "dato"]) else {
            throw ProblemDetails.badRequest("«\(request[parameter: "dato"])» is not a date (yyyy-mm-dd)")
        }
        let kommune = try request.kommune()
        let (after, leser, dag) = (try Self.cursor(request), request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { database in
                    try RegistryQueries(database: database, leser: leser, dag: dag).journal(
                        dato, after: after, limit: RegistryQueries.limitPage)
                } ?? []
            let last = found.count == RegistryQueries.limitPage ? found.last?.nummer : nil
            return ObjectPage.response(
                found.map(\.post),
                neste: last.map { "/journal/\(dato)?kommune=\(kommune)&after=\($0.journalaar)-\($0.journalsekvensnummer)" })
        }
    }

    private func sok(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        guard let words = request.request.query["q"], words.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw ProblemDetails.badRequest("say what to search for with ?q=")
        }
        guard words.utf8.count <= limitQueryBytes else { throw ProblemDetails.badRequest("?q= is longer than \(limitQueryBytes) bytes") }
        let kommune = try request.kommune()
        let (leser, dag) = (request.principal.leser, service.today)
        guard let skip = Int(request.request.query["skip"] ?? "0"), (0...RegistryQueries.limitSkip).contains(skip) else {
            throw ProblemDetails.badRequest("?skip= is a number from 0 to \(RegistryQueries.limitSkip)")
        }
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { database in
                    try RegistryQueries(database: database, leser: leser, dag: dag).sok(words, skip: skip, limit: RegistryQueries.limitPage)
                } ?? []
            let next = "/sok?kommune=\(kommune)&q=\(PercentEncoding.query(words))&skip=\(skip + RegistryQueries.limitPage)"
            return ObjectPage.response(found, neste: found.count == RegistryQueries.limitPage ? next : nil)
        }
    }

    private let limitQueryBytes = 500

    private static func cursor(_ request: AuthorizedRequest) throws(ProblemDetails) -> Journalnummer? {
        guard let text = request.request.query["after"] else { return nil }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { throw .badRequest("«\(text)» is not a cursor: take it from «neste»") }
        return Journalnummer(journalaar: parts[0], journalsekvensnummer: parts[1])
    }
}
