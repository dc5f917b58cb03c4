import Contracts
import Crypto
import Foundation
import ServiceTestSupport
import Transfer

/// The documents service as its executable starts it, a process of its own: it can be killed. Local log, configured tokens, a free port.
final class RunningDocuments: Sendable {
    let folder: DataFolder
    let url: String
    private let process: Process
    private let client = HTTPClient()

    /// Who may call, by identity: role, and for partners nothing more.
    private static let people = [
        ("byggsak", "partner", "[]"), ("annen", "partner", "[]"), ("saksbehandler", "saksbehandler", "[]"), ("kari", "saksbehandler", "[]"),
        ("klarert", "saksbehandler", #"["13"]"#), ("arkivar", "arkivar", #""alle""#), ("operator", "operator", "[]"),
    ]

    private init(_ folder: DataFolder, _ process: Process, url: String) { (self.folder, self.process, self.url) = (folder, process, url) }

    /// Starts it and waits until it owns its partitions.
    static func start(in folder: DataFolder, _ settings: [String: String] = [:], filkilder: String = "{\"verter\": []}") async throws
        -> RunningDocuments
    {
        let words = "\(folder.path)/documents-\(UUID().uuidString).log"
        let process = try launch(folder, settings, filkilder, words)
        do {
            let url = try await eventually("a line that says where it listens") {
                let lines = try String(contentsOfFile: words, encoding: .utf8).split(separator: "\n")
                    .compactMap { try? JSONReader.read(Array($0.utf8)) }
                if let refused = lines.first(where: { $0["message"]?.text == "the service cannot run" }) {
                    throw Unexpected(description: "\(refused)")
                }
                return lines.first { $0["message"]?.text == "listening" }?["url"]?.text
            }
            let service = RunningDocuments(folder, process, url: url)
            _ = try await eventually("readiness") { try await service.call("GET", "/readyz", as: nil).status == 200 ? true : nil }
            return service
        } catch {
            endAtOnce(process)
            throw Unexpected(description: "\(error); \((try? String(contentsOfFile: words, encoding: .utf8))?.suffix(2_000) ?? "")")
        }
    }

    private static func launch(
        _ folder: DataFolder, _ settings: [String: String], _ filkilder: String, _ words: String
    ) throws -> Process {
        func put(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
        }
        let tokens = people.map { identity, role, klarering in
            let cleared = role == "saksbehandler" ? ", \"klarering\": \(klarering)" : ""
            return
                #"{"identity": "\#(identity)", "role": "\#(role)", "sha256": "\#(SHA256.hex("token-\(identity)"))", "kommuner": "alle"\#(cleared)}"#
        }
        try put("tokens.json", #"{"tokens": [\#(tokens.joined(separator: ","))]}"#)
        let partners = ["byggsak", "annen"].map {
            #"{"navn": "\#($0)", "kommuner": ["\#(SimulatedRegistry.hamar)"], "kilder": ["/no/"], "filkilder": \#(filkilder)}"#
        }
        try put("partners.json", #"{"partnere": [\#(partners.joined(separator: ","))]}"#)
        try put(String(words.dropFirst(folder.path.count + 1)), "")
        let process = Process()
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent()
        let besides = [bundle, URL(filePath: here).deletingLastPathComponent(), build].compactMap { $0?.appending(path: "documents") }
        guard let program = besides.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            throw Unexpected(description: "the program documents is not beside the tests: \(besides)")
        }
        process.executableURL = program
        process.environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_DOCUMENTS_PORT": "0", "SAKARKIV_TOKENS_FILE": "\(folder.path)/tokens.json",
            "SAKARKIV_DOCUMENTS_RETRY_FIRST_MILLISECONDS": "50", "SAKARKIV_DOCUMENTS_RETRY_LONGEST_SECONDS": "1",
        ].merging(settings) { $1 }
        let output = FileHandle(forWritingAtPath: words)
        (process.standardOutput, process.standardError, process.standardInput) = (output, output, FileHandle.nullDevice)
        try process.run()
        return process
    }

    /// Where the programs are built to, seen from this file.
    private static var build: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/debug")
    }

    /// Ends it at once, as a power cut would.
    func kill() { endAtOnce(process) }

    /// Stops it in order.
    @discardableResult
    func stop() async -> Int32 {
        process.terminate()
        // It inherits the signals that the thread which started it blocks.
        for _ in 0..<1_500 where process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        if process.isRunning { kill() }
        await client.shutdown()
        return process.terminationStatus
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

private func endAtOnce(_ process: Process) {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
}
