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
    /// Most digits of a checksum in the cursor of whoever may not know it.
    private static let limitCursorDigits = 6
    /// Most dokumentobjekter told of one damaged file.
    static let limitOwners = 20

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/fiksitet", for: [.arkivar, .operator]) { request in try await self.fiksitet(request) }
    }

    private func fiksitet(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let after = request.request.query["after"].map { ContentDigest($0) }
        if let after, after == nil { throw ProblemDetails.badRequest("?after= is a cursor: take it from «neste»") }
        let (leser, dag) = (request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let found = try await service.runtime.reads.read(kommune) { database in
                let lager = DocumentsLager(database)
                return try Self.page(lager, kommune, after: (after ?? nil)?.hex) { try Self.serSjekksum($0, leser, dag, lager) }
            }
            guard let found else { throw ProblemDetails.notFound("no municipality \(kommune) is set up here") }
            return .json(found.encoded())
        }
    }

    /// Whether somebody may know a file by its checksum, which tells who has the same file what stands in it: whoever sees a document that has it,
    /// and whoever looks after the storage, where files are named by it.
    static func serSjekksum(_ fil: Lagretfil, _ leser: Leser, _ dag: Dato, _ lager: DocumentsLager) throws -> Bool {
        if leser.erDrift || leser.serAlt { return true }
        return try lager.dokumentobjekter(medSjekksum: fil.sjekksum, limit: limitOwners).contains { owner in
            try lager.dokument(medObjekt: owner.systemID).map { leser.visning(av: $0.dokument, dag) == .hel } ?? false
        }
    }

    /// The figures, and a page of the damaged files.
    static func page(
        _ lager: DocumentsLager, _ kommune: Organisasjonsnummer, after: String?, limit: Int = limitPage,
        serSjekksum: (Lagretfil) throws -> Bool = { _ in true }
    ) throws -> JSONValue {
        let all = try lager.fiksitet()
        let damaged = try lager.skadde(after: after, limit: limit)
        var members: [String: JSONValue] = [
            "antallFiler": .int(Int64(all.antallFiler)), "antallBytes": .int(all.antallBytes),
            "antallSkadde": .int(Int64(all.antallSkadde)),
            "treff": .array(try damaged.map { try row($0, lager, serSjekksum: serSjekksum($0)) }),
        ]
        members["eldsteKontroll"] = all.eldsteKontroll.map { .string($0.description) }
        members["sisteKontroll"] = all.sisteKontroll.map { .string($0.description) }
        if damaged.count == limit, let last = damaged.last {
            // Where it may not be known, the cursor stands so close behind it that hardly any other lies between.
            let cursor =
                try serSjekksum(last)
                ? last.sjekksum
                : last.sjekksum.prefix(limitCursorDigits) + String(repeating: "f", count: max(0, last.sjekksum.count - limitCursorDigits))
            members["neste"] = .string("/fiksitet?kommune=\(kommune)&after=\(cursor)")
        }
        return .object(members)
    }

    private static func row(_ fil: Lagretfil, _ lager: DocumentsLager, serSjekksum: Bool) throws -> JSONValue {
        let owners = try lager.dokumentobjekter(medSjekksum: fil.sjekksum, limit: limitOwners)
        var members: [String: JSONValue] = [
            "filstoerrelse": .int(fil.filstoerrelse), "kontrollertDato": .string(fil.kontrollert.description),
            "dokumentobjekt": .array(owners.map { .string($0.systemID.rawValue) }),
        ]
        members["oppdagetDato"] = fil.skadet.map { .string($0.description) }
        members["skade"] = try fil.skade.map { skade in
            var skade = skade
            if !serSjekksum { skade.funnetSjekksum = nil }
            return try JSONValue(encoding: skade)
        }
        if serSjekksum { members["sjekksum"] = .string(fil.sjekksum) }
        return .object(members)
    }
}
