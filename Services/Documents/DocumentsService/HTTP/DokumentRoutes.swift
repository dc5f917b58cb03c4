import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// What is known of documents and how far their files have come: for everybody, as far as they may see it.
struct DokumentRoutes {
    private let service: ShardService<DocumentsModel>
    private let lanes: RetrievalLanes

    init(_ service: ShardService<DocumentsModel>, lanes: RetrievalLanes) { (self.service, self.lanes) = (service, lanes) }

    /// Most rows on a page.
    static let limitPage = 100

    func add(to routes: inout ServiceRoutes) {
        let everyone = Set(Role.allCases)
        routes.on(.get, "/dokumentobjekter/{systemID}", for: everyone) { request in
            let id = try Self.systemID(request)
            return try await self.one(request, "no dokumentobjekt \(id)") { lager, leser, dag in
                guard let found = try lager.dokument(medObjekt: id), let sees = Dokumentinnhold(leser, found.dokument, dag) else {
                    return nil
                }
                let isWhole = sees.isWhole
                guard case .object(var members) = try DokumentJSON.objekt(found.objekt, found.fil, sees) else { return nil }
                members["arkivkopi"] = try lager.konvertering(av: id).map { DokumentJSON.konvertering($0, isWhole: isWhole) }
                return .object(members)
            }
        }
        routes.on(.get, "/dokumentbeskrivelser/{systemID}", for: everyone) { request in
            let id = try Self.systemID(request)
            return try await self.one(request, "no dokumentbeskrivelse \(id)") { lager, leser, dag in
                guard let found = try lager.dokument(id), let sees = Dokumentinnhold(leser, found, dag) else { return nil }
                return try DokumentJSON.dokument(found, sees, dag)
            }
        }
        routes.on(.get, "/registreringer/{systemID}/dokumentbeskrivelser", for: everyone) { request in
            let id = try Self.systemID(request)
            return try await self.one(request, "no registrering \(id) with documents") { lager, leser, dag in
                guard let all = try lager.dokumenter(i: id) else { return nil }
                let known = all.compactMap { document in Dokumentinnhold(leser, document, dag).map { (document, $0) } }
                guard !known.isEmpty else { return nil }
                return ["treff": .array(try known.map { try DokumentJSON.dokument($0.0, $0.1.iListe, dag) })]
            }
        }
        routes.on(.get, "/dokumentobjekter", for: everyone) { request in try await self.missing(request) }
        routes.on(.post, "/dokumentobjekter/{systemID}/hent", for: [.arkivar, .operator, .partner]) { request in
            try await self.retrieve(request)
        }
    }

    private func one(
        _ request: AuthorizedRequest, _ missing: String,
        _ query: @escaping @Sendable (DocumentsLager, Leser, Dato) throws -> JSONValue?
    ) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let (leser, dag) = (request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            guard let found = try await service.runtime.reads.read(kommune, { try query(DocumentsLager($0), leser, dag) }) ?? nil else {
                throw ProblemDetails.notFound("\(missing) is in the archive of \(kommune)")
            }
            return .json(found.encoded())
        }
    }

    /// The files that are missing, page by page; `?tilstand=` for one state.
    private func missing(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let query = request.request.query
        let states = Hentetilstand.allCases.filter(\.mangler)
        let state = query["tilstand"].map { text in states.first { $0.rawValue == text } }
        if let state, state == nil {
            throw ProblemDetails.badRequest("?tilstand= is one of \(states.map(\.rawValue).joined(separator: ", "))")
        }
        let after = query["after"].map { SystemID($0) }
        if let after, after == nil { throw ProblemDetails.badRequest("?after= is a cursor: take it from «neste»") }
        let principal = request.principal
        // The reason in words may quote what only some may see.
        let isWhole = principal.role == .partner || principal.leser.serAlt
        let (leser, dag) = (principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { database -> [(fil: Filrad, serAvsender: Bool)] in
                    let lager = DocumentsLager(database)
                    let files = try lager.utenFil(
                        tilstand: state ?? nil, partner: principal.partner, after: after ?? nil, limit: Self.limitPage)
                    return try files.map { (fil: $0, serAvsender: try Self.serAvsender(av: $0, leser, dag, lager)) }
                } ?? []
            let rows = found.map {
                DokumentJSON.mangler(
                    $0.fil, isWhole: isWhole, serAvsender: $0.serAvsender, isFetching: lanes.isFetching($0.fil.systemID))
            }
            var page: [String: JSONValue] = ["treff": .array(rows)]
            if found.count == Self.limitPage, let last = found.last?.fil {
                let filter = (state ?? nil).map { "&tilstand=\($0.rawValue)" } ?? ""
                page["neste"] = .string("/dokumentobjekter?kommune=\(kommune)\(filter)&after=\(last.systemID)")
            }
            return .json(JSONValue.object(page).encoded())
        }
    }

    /// Whether somebody may know who sent a file, which tells what it is about: whoever sees its document, and whoever has to ask the sender for it.
    static func serAvsender(av fil: Filrad, _ leser: Leser, _ dag: Dato, _ lager: DocumentsLager) throws -> Bool {
        if leser.erDrift || leser.partner != nil { return true }
        return try lager.dokument(fil.dokumentbeskrivelse).map { leser.visning(av: $0, dag).viserInnhold } ?? false
    }

    /// Has a missing file fetched now; an archivist or the partner may say that it is an upload.
    private func retrieve(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let id = try Self.systemID(request)
        let kommune = try request.kommune()
        var reference: String?
        if !request.request.body.isEmpty {
            let body = try JSONReader.read(request.request.body)
            if let given = body["referanseDokumentfil"] {
                guard let text = given.text, case .opplastet(let sha256) = Filreferanse(text) else {
                    throw Rejection(
                        .ugyldigforespoersel,
                        [
                            Fault(
                                pointer: "/referanseDokumentfil", code: Filfeil.Kode.ugyldigReferanse.rawValue,
                                message: "only an upload may be named here: sha256: and 64 hexadecimal digits")
                        ])
                }
                guard request.principal.role != .operator else {
                    throw ProblemDetails.forbidden("the operator may have a file fetched again, not say which one it is")
                }
                reference = Filreferanse.sjekksumprefiks + sha256
            }
        }
        var command = BeOmFilhenting(
            dokumentobjekt: id, referanseDokumentfil: reference, actor: request.principal.identity, partner: request.principal.partner)
        let asked = try JSONBytes.encode(command)
        command.leser = request.principal.leser
        return try await service.desk.command(
            BeOmFilhenting.commandType, try JSONBytes.encode(command), asked: asked, for: kommune, request
        ) { reply in .json(reply.encoded(), status: 202) }
    }

    static func systemID(_ request: AuthorizedRequest) throws(ProblemDetails) -> SystemID {
        guard let id = SystemID(request[parameter: "systemID"]) else {
            throw .badRequest("«\(request[parameter: "systemID"].prefix(100))» is not a systemID (a UUID)")
        }
        return id
    }
}
