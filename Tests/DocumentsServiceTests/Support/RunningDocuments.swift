import Contracts
import Crypto
import Foundation
import ServiceTestSupport
import Transfer

/// The documents service as its executable starts it, a process of its own: it can be killed. Local log, configured tokens, a free port.
final class RunningDocuments: Sendable {
    let folder: DataFolder
    var url: String { program.url }
    private let program: ServiceProgram
    private let client: HTTPClient

    /// Who may call: identity, role, and what more their token says.
    private static let people = [
        ("byggsak", "partner", ""), ("annen", "partner", ""), ("saksbehandler", "saksbehandler", ""), ("kari", "saksbehandler", ""),
        ("klarert", "saksbehandler", #", "klarering": ["13"]"#), ("arkivar", "arkivar", ""),
        ("gradert", "arkivar", #", "gradering": ["B"]"#), ("operator", "operator", ""),
    ]

    private init(_ folder: DataFolder, _ program: ServiceProgram, _ client: HTTPClient) {
        (self.folder, self.program, self.client) = (folder, program, client)
    }

    /// Starts it and waits until it owns its partitions.
    static func start(in folder: DataFolder, _ settings: [String: String] = [:], filkilder: String = "{\"verter\": []}") async throws
        -> RunningDocuments
    {
        try prepare(folder, filkilder)
        let settings = [
            "SAKARKIV_TOKENS_FILE": "\(folder.path)/tokens.json", "SAKARKIV_DOCUMENTS_RETRY_FIRST_MILLISECONDS": "50",
            "SAKARKIV_DOCUMENTS_RETRY_LONGEST_SECONDS": "1",
        ].merging(settings) { $1 }
        let client = HTTPClient()
        do {
            return RunningDocuments(folder, try await ServiceProgram.start("documents", in: folder, settings, client: client), client)
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private static func prepare(_ folder: DataFolder, _ filkilder: String) throws {
        func put(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
        }
        let tokens = people.map { identity, role, more in
            #"{"identity": "\#(identity)", "role": "\#(role)", "sha256": "\#(SHA256.hex("token-\(identity)"))", "kommuner": "alle"\#(more)}"#
        }
        try put("tokens.json", #"{"tokens": [\#(tokens.joined(separator: ","))]}"#)
        let partners = ["byggsak", "annen"].map {
            #"{"navn": "\#($0)", "kommuner": ["\#(SimulatedRegistry.hamar)"], "kilder": ["/no/"], "filkilder": \#(filkilder)}"#
        }
        try put("partners.json", #"{"partnere": [\#(partners.joined(separator: ","))]}"#)
    }

    /// Ends it at once, as a power cut would.
    func kill() { program.kill() }

    /// Stops it in order.
    @discardableResult
    func stop() async -> Int32 {
        let code = await program.stop()
        await client.shutdown()
        return code
    }

    func call(
        _ method: String, _ path: String, as identity: String? = "saksbehandler", body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> ServiceAnswer {
        let separator = path.contains("?") ? "&" : "?"
        var request = HTTPClientRequest(method: method, url: "\(url)\(path)\(separator)kommune=\(SimulatedRegistry.hamar)", body: body)
        if let identity { request.headers["Authorization"] = "Bearer token-\(identity)" }
        for (name, value) in headers { request.headers[name] = value }
        return ServiceAnswer(try await client.send(request))
    }

    func get(_ path: String, as identity: String = "saksbehandler", _ headers: [(String, String)] = []) async throws -> ServiceAnswer {
        try await call("GET", path, as: identity, headers: headers)
    }

    /// Waits until a dokumentobjekt's file is in that state.
    @discardableResult
    func file(_ id: some CustomStringConvertible, is state: String) async throws -> JSONValue {
        var last: ServiceAnswer?
        do {
            return try await eventually("\(state)") {
                let answer = try await get("/dokumentobjekter/\(id)", as: "arkivar")
                last = answer
                return answer.json["fil"]?["tilstand"]?.text == state ? answer.json : nil
            }
        } catch {
            throw Unexpected(description: "\(error); last \(last?.status ?? 0) \(last?.text ?? "")")
        }
    }

    /// The figures' lines that begin so.
    func figures(_ name: String) async throws -> [String] {
        try await call("GET", "/metrics", as: nil).text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(name) }
    }
}
