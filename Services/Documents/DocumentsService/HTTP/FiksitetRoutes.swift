import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// How the stored files stand, and which are damaged: for those who keep the archive.
struct FiksitetRoutes {
    private let service: ShardService<DocumentsModel>

    init(_ service: ShardService<DocumentsModel>) { self.service = service }

    /// Most damaged files on a page.
    static let limitPage = 100
    /// Most dokumentobjekter told of one damaged file.
    static let limitOwners = 20

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/fiksitet", for: [.arkivar, .operator]) { request in try await self.fiksitet(request) }
    }

    private func fiksitet(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let after = request.request.query["after"].map { ContentDigest($0) }
        if let after, after == nil { throw ProblemDetails.badRequest("?after= is a cursor: take it from «neste»") }
        return try await service.desk.read(kommune, request) {
            let found = try await service.runtime.reads.read(kommune) { database in
                try Self.page(DocumentsLager(database), kommune, after: (after ?? nil)?.hex)
            }
            guard let found else { throw ProblemDetails.notFound("no municipality \(kommune) is set up here") }
            return .json(found.encoded())
        }
    }

    /// The figures, and a page of the damaged files.
    static func page(_ lager: DocumentsLager, _ kommune: Organisasjonsnummer, after: String?, limit: Int = limitPage) throws -> JSONValue {
        let all = try lager.fiksitet()
        let damaged = try lager.skadde(after: after, limit: limit)
        var members: [String: JSONValue] = [
            "antallFiler": .int(Int64(all.antallFiler)), "antallBytes": .int(all.antallBytes),
            "antallSkadde": .int(Int64(all.antallSkadde)),
            "treff": .array(try damaged.map { try row($0, lager) }),
        ]
        members["eldsteKontroll"] = all.eldsteKontroll.map { .string($0.description) }
        members["sisteKontroll"] = all.sisteKontroll.map { .string($0.description) }
        if damaged.count == limit, let last = damaged.last {
            members["neste"] = .string("/fiksitet?kommune=\(kommune)&after=\(last.sjekksum)")
        }
        return .object(members)
    }

    private static func row(_ fil: Lagretfil, _ lager: DocumentsLager) throws -> JSONValue {
        let owners = try lager.dokumentobjekter(medSjekksum: fil.sjekksum, limit: limitOwners)
        var members: [String: JSONValue] = [
            "sjekksum": .string(fil.sjekksum), "filstoerrelse": .int(fil.filstoerrelse),
            "kontrollertDato": .string(fil.kontrollert.description),
            "dokumentobjekt": .array(owners.map { .string($0.systemID.rawValue) }),
        ]
        members["oppdagetDato"] = fil.skadet.map { .string($0.description) }
        members["skade"] = try fil.skade.map { try JSONValue(encoding: $0) }
        return .object(members)
    }
}
