import Contracts
import Foundation
import Transfer
import Waiting

/// A service as its executable starts it, a process of its own: it can be looked at from outside, and killed.
public final class ServiceProgram: Sendable {
    /// Where it listens.
    public let url: String
    /// Its number.
    public var id: Int32 { process.processIdentifier }
    private let process: Process

    private init(_ process: Process, url: String) { (self.process, self.url) = (process, url) }

    deinit { kill() }

    /// Starts the program of that name, on the folder and a free port, and waits until it owns its partitions.
    ///
    /// - Throws: ``Unexpected`` with its last words when it does not get that far; it does not run then.
    public static func start(
        _ name: String, in folder: TestFolder, _ settings: [String: String] = [:], client: HTTPClient
    ) async throws -> ServiceProgram {
        let words = "\(folder.path)/\(name)-\(UUID().uuidString).log"
        let process = try launch(name, folder, settings, words)
        do {
            let url = try await eventually("a line that says where it listens") {
                // Half a line is not JSON: it is whole at the next look.
                let lines = try String(contentsOfFile: words, encoding: .utf8).split(separator: "\n")
                    .compactMap { try? JSONReader.read(Array($0.utf8)) }
                if let refused = lines.first(where: { $0["message"]?.text == "the service cannot run" }) {
                    throw Unexpected(description: "\(refused)")
                }
                return lines.first { $0["message"]?.text == "listening" }?["url"]?.text
            }
            let ready = HTTPClientRequest(url: "\(url)/readyz")
            try await eventually("readiness") { try await client.send(ready).status == 200 ? true : nil }
            return ServiceProgram(process, url: url)
        } catch {
            process.endAtOnce()
            // Without its words the error alone is told.
            throw Unexpected(description: "\(error); \((try? String(contentsOfFile: words, encoding: .utf8))?.suffix(2_000) ?? "")")
        }
    }

    private static func launch(_ name: String, _ folder: TestFolder, _ settings: [String: String], _ words: String) throws -> Process {
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent()
        let besides = [bundle, URL(filePath: here).deletingLastPathComponent(), build].compactMap { $0?.appending(path: name) }
        guard let program = besides.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            throw Unexpected(description: "the program \(name) is not beside the tests: \(besides)")
        }
        try Data().write(to: URL(filePath: words))
        let (process, output) = (Process(), FileHandle(forWritingAtPath: words))
        process.executableURL = program
        process.environment = ["SAKARKIV_DATA": folder.path, "SAKARKIV_\(name.uppercased())_PORT": "0"].merging(settings) { $1 }
        (process.standardOutput, process.standardError, process.standardInput) = (output, output, FileHandle.nullDevice)
        try process.run()
        return process
    }

    /// Where the programs are built to, seen from this file.
    private static var build: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/debug")
    }

    /// Ends it at once, as a power cut would.
    public func kill() { process.endAtOnce() }

    /// Stops it in order. Returns its exit code.
    @discardableResult
    public func stop() async -> Int32 {
        process.terminate()
        let process = process
        let end = Task { await offPool { process.waitForEnd() } }
        // It inherits the signals that the thread which started it blocks.
        let patience = Task {
            try await Task.sleep(for: .seconds(30))
            process.endAtOnce()
        }
        defer { patience.cancel() }
        return await end.value
    }

    /// The memory it holds, in bytes.
    public func residentBytes() throws -> Int {
        let lines = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8).split(separator: "\n")
        guard let kibibytes = Int(lines.first { $0.hasPrefix("VmRSS:") }?.filter(\.isNumber) ?? "") else {
            throw Unexpected(description: "no memory is told of the process \(id)")
        }
        return kibibytes << 10
    }

    /// How many files and sockets it has open.
    public func openFiles() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/fd").count }
}
