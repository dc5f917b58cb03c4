import Foundation
import Transfer

/// A registry (or another service on the same data) as a process of its own: the program beside this one, with its own data directory.
final class RegistryProcess {
    /// Nothing a registry does here takes this long, seconds.
    private static let patienceSeconds = 900.0

    let data: String
    let topicPrefix: String
    let kafka: String?
    /// Which service: `registry`, `notifications`.
    let service: String
    let port: Int
    private let ownsData: Bool
    private var process: Process?
    private let client = HTTPClient()

    /// A registry that does not run yet.
    init(kafka: String?, topicPrefix: String) throws {
        self.kafka = kafka
        self.topicPrefix = topicPrefix
        (service, ownsData) = ("registry", true)
        data = FileManager.default.temporaryDirectory.appending(path: "benchmarks-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        port = Int.random(in: 20_000...30_000)
    }

    /// Another service of the same installation, that does not run yet.
    init(_ service: String, beside registry: RegistryProcess) {
        (self.service, ownsData, kafka, topicPrefix, data) = (service, false, registry.kafka, registry.topicPrefix, registry.data)
        port = Int.random(in: 30_001...32_000)
    }

    /// Where it is reached.
    var url: String { "http://127.0.0.1:\(port)" }
    /// Its stores.
    var stores: String { "\(data)/\(service)" }
    /// Its number.
    var id: Int32 { process?.processIdentifier ?? 0 }

    /// Starts it and waits until it is ready; says how long that took, in seconds.
    ///
    /// - Parameter settings: further keys.
    func start(_ settings: [String: String] = [:]) async throws -> Double {
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(filePath: here).deletingLastPathComponent().appending(path: service)
        process.environment = ProcessInfo.processInfo.environment.merging(
            [
                "SAKARKIV_DATA": data, "SAKARKIV_TOPIC_PREFIX": topicPrefix, "SAKARKIV_\(service.uppercased())_PORT": String(port),
                "SAKARKIV_LOG": kafka.map { "kafka:\($0)" } ?? "local", "SAKARKIV_LOG_LEVEL": "warning",
            ].merging(settings) { $1 }, uniquingKeysWith: { $1 })
        let words = "\(data)/\(service).log"
        if !FileManager.default.fileExists(atPath: words) { try Data().write(to: URL(filePath: words)) }
        let output = FileHandle(forWritingAtPath: words)
        try output?.seekToEnd()
        process.standardOutput = output
        process.standardError = output
        let began = ContinuousClock.now
        try process.run()
        self.process = process
        while !(await isReady()) {
            guard process.isRunning, (ContinuousClock.now - began).inSeconds < Self.patienceSeconds else {
                throw BenchmarkFailure("\(service) does not get ready; its words: \(String(decoding: lastWords(), as: UTF8.self))")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return (ContinuousClock.now - began).inSeconds
    }

    /// Stops it in order.
    func stop() {
        guard let process, process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
    }

    /// Stops it and removes what it has made.
    func end() {
        stop()
        guard ownsData else { return }
        // What cannot be removed stays in the system's temporary directory.
        try? FileManager.default.removeItem(atPath: data)
    }

    /// The development token of one of the identities.
    func token(_ identity: String) throws -> String {
        try String(contentsOfFile: "\(data)/tokens/\(identity)", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Resident memory now and at most, MiB.
    func memory() throws -> (now: Double, peak: Double) {
        let lines = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8).split(separator: "\n")
        func mebibytes(_ name: String) -> Double {
            let line = lines.first { $0.hasPrefix(name) } ?? ""
            return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
        }
        return (mebibytes("VmRSS:"), mebibytes("VmHWM:"))
    }

    /// Processor time used so far, seconds.
    func processorSeconds() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private func isReady() async -> Bool {
        do {
            return try await client.send(HTTPClientRequest(url: "\(url)/readyz")).status == 200
        } catch {
            // Not there yet.
            return false
        }
    }

    private func lastWords() -> Data { (FileManager.default.contents(atPath: "\(data)/\(service).log") ?? Data()).suffix(2_000) }
}
