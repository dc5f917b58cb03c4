import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// What is due by a date: page by page as JSON, or whole as CSV, written while it is read.
struct ForfallRoutes {
    /// Most lines of a page of JSON, and as many as are given unless fewer are asked for.
    static let limitPage = 500
    /// Lines of CSV read at a time.
    static let limitReadLines = 1_000

    private let service: ShardService<RetentionModel>
    private let readers: Set<Role> = [.saksbehandler, .arkivar]

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/kassasjon/forfalt", for: readers) { request in
            let kommune = try request.kommune()
            let utvalg = try Self.utvalg(request)
            let isCSV = try Self.wantsCSV(request)
            let (plass, limit) = (try Self.plass(request), try Self.limit(request))
            return try await self.service.desk.read(kommune, request) {
                if isCSV { return self.csv(kommune, utvalg, etter: plass, request) }
                return try await self.json(kommune, utvalg, etter: plass, limit: limit, request)
            }
        }
    }

    private func json(
        _ kommune: Organisasjonsnummer, _ utvalg: Forfallsutvalg, etter plass: Forfallsplass, limit: Int, _ request: AuthorizedRequest
    ) async throws -> HTTPResponse {
        let (leser, dag) = (request.principal.leser, service.today)
        let found = try await service.runtime.reads.read(kommune) { database in
            let lager = Kassasjonslager(database)
            let visning = Kassasjonsvisning(leser, dag, database)
            let side = try Forfallsliste(lager: lager).side(utvalg, etter: plass, limit: limit) {
                try visning.finnes($0, by: utvalg)
            }
            return (try side.treff.map { try Forfallsrad($0, visning).json }, side.neste, try lager.antallOmberegninger())
        }
        var page: [String: JSONValue] = ["treff": .array(found?.0 ?? [])]
        page["omberegninger"] = .int(Int64(found?.2 ?? 0))
        if let neste = found?.1 { page["neste"] = .string(Self.link(kommune, request, etter: neste)) }
        return .json(JSONValue.object(page).encoded())
    }

    /// The whole list. Each piece is a read of its own: what changes meanwhile shows or not, but no line comes twice unless its date moved on.
    private func csv(
        _ kommune: Organisasjonsnummer, _ utvalg: Forfallsutvalg, etter plass: Forfallsplass, _ request: AuthorizedRequest
    ) -> HTTPResponse {
        let stream = HTTPStream()
        let (leser, dag) = (request.principal.leser, service.today)
        let (reads, logger) = (service.runtime.reads, request.logger)
        Task {
            var next: Forfallsplass? = plass
            var isFirst = true
            do {
                while let plass = next {
                    let side = try await reads.read(kommune) { database in
                        let visning = Kassasjonsvisning(leser, dag, database)
                        let side = try Forfallsliste(lager: Kassasjonslager(database)).side(
                            utvalg, etter: plass, limit: Self.limitReadLines
                        ) { try visning.finnes($0, by: utvalg) }
                        return (try side.treff.map { try Forfallsrad($0, visning).celler }, side.neste)
                    }
                    var bytes: [UInt8] = []
                    if isFirst { bytes = CSVLine.bytes(Forfallsrad.kolonner) }
                    isFirst = false
                    for celler in side?.0 ?? [] { bytes += CSVLine.bytes(celler) }
                    guard await stream.write(bytes) else { return }
                    next = side?.1
                }
                stream.finish()
            } catch {
                // The peer must see that the list is not whole.
                logger.error("a list of what is due broke off", ["kommune": .kommune(kommune), "reason": .reason(error)])
                stream.abort()
            }
        }
        let headers: HTTPFields = [
            "Content-Type": "text/csv; charset=utf-8; header=present", "Cache-Control": "no-store",
            "Content-Disposition": "attachment; filename=\"kassasjon-\(kommune)-\(utvalg.innen).csv\"",
        ]
        return HTTPResponse(status: 200, headers: headers, body: .stream(stream))
    }

    private static func utvalg(_ request: AuthorizedRequest) throws -> Forfallsutvalg {
        let query = request.request.query
        func date(_ name: String) throws -> Dato? {
            guard let text = query[name] else { return nil }
            guard let dato = Dato(text) else { throw ProblemDetails.badRequest("«\(text)» is not a date (?\(name)=yyyy-mm-dd)") }
            return dato
        }
        func id(_ name: String) throws -> SystemID? {
            guard let text = query[name] else { return nil }
            guard let id = SystemID(text) else { throw ProblemDetails.badRequest("«\(text)» is not a systemID (?\(name)=)") }
            return id
        }
        guard let innen = try date("innen") else { throw ProblemDetails.badRequest("say until when with ?innen=yyyy-mm-dd") }
        var utvalg = Forfallsutvalg(innen: innen)
        utvalg.fra = try date("fra")
        if let text = query["type"] {
            guard let slag = Kassasjonsenhet.Slag(rawValue: text), slag != .arkivdel, slag != .klasse else {
                throw ProblemDetails.badRequest("?type= is mappe, registrering or dokumentbeskrivelse")
            }
            utvalg.slag = slag
        }
        (utvalg.vedtak, utvalg.administrativEnhet, utvalg.journalenhet) = (
            query["kassasjonsvedtak"], query["administrativEnhet"], query["journalenhet"]
        )
        (utvalg.klasse, utvalg.arkivdel) = (try id("klasse"), try id("arkivdel"))
        return utvalg
    }

    private static func wantsCSV(_ request: AuthorizedRequest) throws(ProblemDetails) -> Bool {
        switch request.request.query["format"] {
        case "csv": return true
        case "json": return false
        case nil: break
        case let other?: throw .badRequest("?format= is json or csv, not «\(other)»")
        }
        let accepted = request.request.headers.values(of: "Accept").joined(separator: ",").lowercased().split(separator: ",")
        let types = accepted.map { $0.prefix { $0 != ";" }.trimmingPrefix(" ") }
        // The first of the two that is named; whoever takes anything gets JSON.
        return types.first { $0.hasPrefix("text/csv") || $0.hasPrefix("application/json") || $0 == "*/*" }?.hasPrefix("text/csv") ?? false
    }

    private static func plass(_ request: AuthorizedRequest) throws(ProblemDetails) -> Forfallsplass {
        guard let text = request.request.query["etter"] else { return .begynnelsen }
        guard let plass = Forfallsplass(text) else { throw .badRequest("«\(text)» is not a place in the list: take it from «neste»") }
        return plass
    }

    private static func limit(_ request: AuthorizedRequest) throws(ProblemDetails) -> Int {
        guard let text = request.request.query["antall"] else { return limitPage }
        guard let limit = Int(text), (1...limitPage).contains(limit) else {
            throw .badRequest("?antall= is a number from 1 to \(limitPage)")
        }
        return limit
    }

    /// The next page: the same question from another place.
    private static func link(_ kommune: Organisasjonsnummer, _ request: AuthorizedRequest, etter: Forfallsplass) -> String {
        var items = [("kommune", kommune.rawValue)]
        items += request.request.query.items.filter { $0.name != "kommune" && $0.name != "etter" }.map { ($0.name, $0.value) }
        items.append(("etter", etter.text))
        return "/kassasjon/forfalt?" + items.map { "\($0.0)=\(PercentEncoding.query($0.1))" }.joined(separator: "&")
    }
}
