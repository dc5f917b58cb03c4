import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// Legal holds: set and lifted by an archivist, with reason and person; their history stays.
struct SperreRoutes {
    /// Holds on a page.
    static let limitPage = 100

    private let service: ShardService<RetentionModel>

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.post, "/kassasjon/sperrer", for: [.arkivar]) { request in try await self.set(request) }
        routes.on(.post, "/kassasjon/sperrer/{systemID}/opphev", for: [.arkivar]) { request in try await self.lift(request) }
        routes.on(.get, "/kassasjon/sperrer", for: [.arkivar]) { request in try await self.list(request) }
        routes.on(.get, "/kassasjon/sperrer/{systemID}", for: [.arkivar]) { request in
            let id = try Self.systemID(request)
            let kommune = try request.kommune()
            let (leser, dag) = (request.principal.leser, self.service.today)
            return try await self.service.desk.read(kommune, request) {
                let found = try await self.service.runtime.reads.read(kommune) { database in
                    let visning = Kassasjonsvisning(leser, dag, database)
                    return try Kassasjonslager(database).sperre(id).map(visning.json)
                }
                guard let json = found ?? nil else { throw ProblemDetails.notFound("there is no hold \(id) in \(kommune)") }
                return .json(json.encoded())
            }
        }
    }

    private func set(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let body = try JSONReader.read(request.request.body)
        let command = SettSperre(gjelder: try Self.gjelder(body["gjelder"]), begrunnelse: body["begrunnelse"]?.text ?? "")
        let leser = request.principal.leser
        let payload = try JSONBytes.encode(GivenCommand(actor: request.principal.identity, command: command, leser: leser))
        return try await service.desk.command(SettSperre.commandType, payload, for: kommune, request) { reply in
            let sperre: Kassasjonssperre = try reply.decoded()
            var answer = HTTPResponse.json(try Sperrevisning(leser).json(sperre).encoded(), status: 201)
            answer.headers["Location"] = "/kassasjon/sperrer/\(sperre.systemID)?kommune=\(kommune)"
            return answer
        }
    }

    private func lift(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let body = try JSONReader.read(request.request.body)
        let command = OpphevSperre(sperre: try Self.systemID(request), begrunnelse: body["begrunnelse"]?.text ?? "")
        let leser = request.principal.leser
        let payload = try JSONBytes.encode(GivenCommand(actor: request.principal.identity, command: command, leser: leser))
        return try await service.desk.command(OpphevSperre.commandType, payload, for: kommune, request) { reply in
            .json(try Sperrevisning(leser).json(try reply.decoded(as: Kassasjonssperre.self)).encoded())
        }
    }

    private func list(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let isStandingOnly = request.request.query["staar"] == "true"
        guard let before = Int(request.request.query["foer"] ?? "\(Int.max)") else {
            throw ProblemDetails.badRequest("?foer= is a place in the list: take it from «neste»")
        }
        let (leser, dag) = (request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let found =
                try await self.service.runtime.reads.read(kommune) { database -> [(nummer: Int, json: JSONValue)] in
                    let visning = Kassasjonsvisning(leser, dag, database)
                    return try Kassasjonslager(database).sperrer(foer: before, bareDeSomStaar: isStandingOnly, limit: Self.limitPage)
                        .map { (nummer: $0.nummer, json: try visning.liste($0.sperre)) }
                } ?? []
            var page: [String: JSONValue] = ["treff": .array(found.map(\.json))]
            if found.count == Self.limitPage, let last = found.last {
                page["neste"] = .string(
                    "/kassasjon/sperrer?kommune=\(kommune)\(isStandingOnly ? "&staar=true" : "")&foer=\(last.nummer)")
            }
            return .json(JSONValue.object(page).encoded())
        }
    }

    /// What the hold is to be on: exactly one thing.
    private static func gjelder(_ value: JSONValue?) throws(Rejection) -> Sperregjenstand {
        func refuse(_ pointer: String, _ code: FaultCode, _ message: String) -> Rejection {
            Rejection(.ugyldigforespoersel, [Fault(pointer: pointer, code: code.rawValue, message: message)])
        }
        guard let members = value?.members, members.count == 1, let (name, content) = members.first else {
            throw refuse("/gjelder", .missingMember, "gjelder is an object with one member: mappe, klasse or part")
        }
        switch name {
        case "mappe", "klasse":
            guard let id = content.text.flatMap({ SystemID($0) }) else {
                throw refuse("/gjelder/\(name)", .invalidValue, "\(name) is a systemID (a UUID)")
            }
            return name == "mappe" ? .mappe(id) : .klasse(id)
        case "part":
            let names = Partsnoekkel.Slag.allCases.map(\.rawValue).joined(separator: ", ")
            guard let keys = content.members, keys.count == 1, let (kind, text) = keys.first,
                let slag = Partsnoekkel.Slag(rawValue: kind), let key = text.text.flatMap({ Partsnoekkel(slag, $0) })
            else { throw refuse("/gjelder/part", .invalidValue, "part is an object with one text: \(names)") }
            return .part(key)
        default: throw refuse("/gjelder/\(name)", .invalidValue, "a hold is on a mappe, a klasse or a part, not on «\(name)»")
        }
    }

    private static func systemID(_ request: AuthorizedRequest) throws(ProblemDetails) -> SystemID {
        let text = request[parameter: "systemID"]
        guard let id = SystemID(text) else { throw .badRequest("«\(text)» is not a systemID (a UUID)") }
        return id
    }
}
