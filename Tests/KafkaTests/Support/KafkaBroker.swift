import Foundation
import Testing
import Waiting

/// A real Kafka broker for tests, started by `compose/kafka` from `KAFKA_HOME` on free ports, with its data in a temporary directory.
///
/// It ends with the test process, whatever ends that: a small watching process stops it and removes the directory.
final class KafkaBroker: Sendable {
    struct NotStarted: Error, CustomStringConvertible {
        let description: String
    }

    /// Where Kafka lies; nil means that tests with a broker are skipped.
    static let home = ProcessInfo.processInfo.environment["KAFKA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    static var isAvailable: Bool { home != nil }
    /// Why such tests are skipped.
    static let whySkipped: Comment = "needs a Kafka broker: KAFKA_HOME names no Kafka distribution"

    /// The one that most tests share.
    static let shared = Task { try KafkaBroker.start() }

    /// `host:port` of each broker.
    let bootstrap: String
    private let brokers: Int
    private let data: URL

    /// Brokers of one's own, for tests that do them harm.
    static func start(brokers: Int = 1) throws -> KafkaBroker {
        let data = FileManager.default.temporaryDirectory.appending(path: "sakarkiv-kafka-\(UUID().uuidString)")
        try watch(data)
        return KafkaBroker(brokers: brokers, data: data, bootstrap: try launch(data, brokers))
    }

    private init(brokers: Int, data: URL, bootstrap: String) { (self.brokers, self.data, self.bootstrap) = (brokers, data, bootstrap) }

    /// Ends one as a power failure would.
    func kill(_ number: Int = 1) throws { try signal(SIGKILL, number) }
    /// Halts one; connections stay open and nothing answers. On a busy machine its threads go on for a moment after the signal: it is waited for.
    func freeze(_ number: Int = 1) async throws {
        try signal(SIGSTOP, number)
        let tasks = "/proc/\(try process(number))/task"
        try await waitUntil {
            try FileManager.default.contentsOfDirectory(atPath: tasks).allSatisfy { task in
                let stat = try String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8)
                // The state comes after the name, which may hold anything but the last bracket.
                return stat.split(separator: ")").last?.split(separator: " ").first == "T"
            }
        }
    }
    /// Lets it go on.
    func thaw(_ number: Int = 1) throws { try signal(SIGCONT, number) }
    /// Starts those that are missing again, on their data and ports.
    func restart() throws { _ = try Self.launch(data, brokers) }

    /// Ends it in good order.
    func stop() throws {
        try run(Self.script, ["stop", "--data", data.path])
        try FileManager.default.removeItem(at: data)
    }

    /// Runs one of Kafka's own command-line tools on the broker.
    @discardableResult
    func tool(_ mainClass: String, _ arguments: [String]) throws -> String {
        let classpath = (Self.home ?? "") + "/libs/*"
        return try run(
            "/usr/bin/env",
            ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classpath, mainClass, "--bootstrap-server", bootstrap]
                + arguments)
    }

    /// Sets properties of a topic from outside.
    func alter(_ topic: String, _ properties: [String: String]) throws {
        let list = properties.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        try tool("kafka.admin.ConfigCommand", ["--alter", "--entity-type", "topics", "--entity-name", topic, "--add-config", list])
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../compose/kafka").standardized
        .path

    private static func launch(_ data: URL, _ brokers: Int) throws -> String {
        let settings = [
            // Retention and compaction within the patience of a test.
            "log.retention.check.interval.ms=300", "log.initial.task.delay.ms=100", "log.cleaner.backoff.ms=300",
            "log.segment.delete.delay.ms=100",
        ]
        let output = try run(
            script, ["--brokers", "\(brokers)", "--port", "0", "--background", "--data", data.path] + settings.flatMap { ["--set", $0] },
            environment: ["KAFKA_HEAP_OPTS": "-Xms128m -Xmx384m"])
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func watch(_ data: URL) throws {
        let watcher = Process()
        watcher.executableURL = URL(filePath: "/usr/bin/setsid")
        watcher.arguments = [
            "bash", "-c",
            // Foundation sees the end of a process by a descriptor that all its descendants close; this one must hold none.
            """
            for d in /proc/self/fd/*; do [ "${d##*/}" -le 2 ] || eval "exec ${d##*/}>&-"; done
            tail --pid=$0 -s 0.2 -f /dev/null; "$1" stop --data "$2"; rm -rf "$2"
            """,
            "\(ProcessInfo.processInfo.processIdentifier)", script, data.path,
        ]
        watcher.standardInput = FileHandle.nullDevice
        watcher.standardOutput = FileHandle.nullDevice
        watcher.standardError = FileHandle.nullDevice
        try watcher.run()
    }

    private func signal(_ signal: Int32, _ number: Int) throws { Foundation.kill(try process(number), signal) }

    private func process(_ number: Int) throws -> pid_t {
        let text = try String(contentsOf: data.appending(path: "run/kafka-\(number).pid"), encoding: .utf8)
        guard let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NotStarted(description: "no process id")
        }
        return process
    }
}

/// Runs a program to its end and returns what it wrote; throws with its error output when it failed.
@discardableResult
func run(_ program: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    let stdin = Pipe()
    process.standardInput = stdin
    try process.run()
    if let input { try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try stdin.fileHandleForWriting.close()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    let status = process.waitForEnd()
    guard status == 0 else {
        throw KafkaBroker.NotStarted(
            description: "\(program) ended with \(status): " + String(decoding: complaint.suffix(2000), as: UTF8.self))
    }
    return String(decoding: text, as: UTF8.self)
}
