import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// Why an object has its date; what is being worked out; what is wrong with the structure.
struct KassasjonRoutes {
    /// Most entries of the lists of working outs and of rings, newest first.
    static let limitList = 100

    private let service: ShardService<RetentionModel>
    private let readers: Set<Role> = [.saksbehandler, .arkivar]

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/kassasjon/{systemID}", for: readers) { request in
            let text = request[parameter: "systemID"]
            guard let id = SystemID(text) else { throw ProblemDetails.badRequest("«\(text)» is not a systemID (a UUID)") }
            let (leser, dag) = (request.principal.leser, self.service.today)
            return try await self.read(request) { lager in
                guard let forklaring = try Kassasjonsforklaring(id, lager) else { return nil }
                let visning = Kassasjonsvisning(leser, dag, lager.database)
                // A class or an arkivdel that they may not see is, to them, not there, as registry says.
                guard try forklaring.bilde != nil || visning.kjenner(id) else { return nil }
                return try ForklaringJSON(forklaring: forklaring, visning: visning).json
            }
        }
        routes.on(.get, "/kassasjon/omberegninger", for: [.arkivar, .operator]) { request in
            try await self.read(request) { lager in
                ["treff": .array(try lager.omberegninger(limit: Self.limitList).map(Self.json))]
            }
        }
        routes.on(.get, "/kassasjon/sloeyfer", for: [.arkivar, .operator]) { request in
            try await self.read(request) { lager in
                let sloeyfer = try lager.sloeyfer(limit: Self.limitList).map { oppdaget, enheter in
                    let all = enheter.map { JSONValue.object([$0.slag.rawValue: .string($0.systemID.rawValue)]) }
                    return JSONValue.object(["code": "retention_loop", "oppdaget": .string(oppdaget), "enheter": .array(all)])
                }
                return ["treff": .array(sloeyfer)]
            }
        }
    }

    private func read(
        _ request: AuthorizedRequest, _ query: @escaping @Sendable (Kassasjonslager) throws -> JSONValue?
    ) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        return try await service.desk.read(kommune, request) {
            guard let found = try await service.runtime.reads.read(kommune, { try query(Kassasjonslager($0)) }) ?? nil else {
                throw ProblemDetails.notFound("retention knows no such object in the archive of \(kommune)")
            }
            return .json(found.encoded())
        }
    }

    private static func json(_ one: Omberegningsbilde) throws -> JSONValue {
        var members: [String: JSONValue] = [
            "systemID": .string(one.systemID), "omfang": try JSONReader.read(Array(one.omfang.utf8)), "startet": .string(one.startet),
            "vurdert": .int(Int64(one.vurdert)), "endret": .int(Int64(one.endret)),
        ]
        members["ferdig"] = one.ferdig.map { .string($0) }
        return .object(members)
    }
}
