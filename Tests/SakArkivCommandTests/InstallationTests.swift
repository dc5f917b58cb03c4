import Foundation
import Testing

@testable import SakArkivCommand

@Suite(.timeLimit(.minutes(5)))
struct InstallationTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func `two cannot run with one data directory`() throws {
        let first = try Installation(directory.path("data"))
        withExtendedLifetime(first) {
            let failure = #expect(throws: CommandFailure.self) { try Installation(directory.path("data")) }
            #expect(failure?.code == .configuration)
            #expect(failure?.message.contains("process \(getpid())") == true)
        }
    }

    @Test func `the data directory is the one that was named, with spaces and letters of every kind`() throws {
        let name = directory.path("min data/sak & arkiv på 100%")
        let installation = try Installation(name)
        withExtendedLifetime(installation) {
            #expect(installation.data == name)
            #expect(FileManager.default.fileExists(atPath: "\(name)/run"))
        }
    }

    @Test func `starting over removes what the suite made and nothing else`() throws {
        for name in [
            "registry/1.sqlite", "registry-2/1.sqlite", "log/x", "tokens/operator", "installation.json", "partners.json", "kafka/x",
        ] {
            try directory.write("data/\(name)", "x")
        }
        let installation = try Installation(directory.path("data"))
        try installation.reset()
        for name in ["registry", "registry-2", "log", "tokens", "installation.json"] {
            #expect(!FileManager.default.fileExists(atPath: directory.path("data/\(name)")), "\(name)")
        }
        #expect(directory.read("data/partners.json") == "x" && directory.read("data/kafka/x") == "x")
        #expect(FileManager.default.fileExists(atPath: directory.path("data/run")))
    }

    @Test func `a service that a killed run left behind is ended, another program with its number is not`() async throws {
        let program = directory.path("registry")
        try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: program)
        let launch = ServiceLaunch(
            service: .registry, number: 1, port: 1, executable: program, arguments: ["60"], environment: [:], logFile: directory.path("log")
        )
        let left = try await startedWhenWritten(launch)
        let other = try ServiceProcess.start(
            ServiceLaunch(
                service: .documents, number: 1, port: 1, executable: "/bin/sleep", arguments: ["60"], environment: [:],
                logFile: directory.path("log")))
        try directory.write("data/run/registry-1.pid", "\(left.id)\n")
        try directory.write("data/run/documents-1.pid", "\(other.id)\n")
        try directory.write("data/run/retention-1.pid", "not a number")
        #expect(try Installation(directory.path("data")).endLeftovers() == ["registry-1"])
        #expect(await left.exitStatus() == 128 + SIGTERM)
        #expect(!other.hasEnded)
        other.signal(SIGKILL)
        _ = await other.exitStatus()
    }

    /// A program just written is "busy" as long as a process that another test is starting still holds our descriptor for writing it.
    private func startedWhenWritten(_ launch: ServiceLaunch) async throws -> ServiceProcess {
        while true {
            do { return try ServiceProcess.start(launch) } catch let failure as CommandFailure where failure.message.contains("busy") {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    @Test func `a port that is taken is told with its service before anything starts`() throws {
        let taken = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(taken) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(taken, $0, length)
                listen(taken, 1)
                getsockname(taken, $0, &length)
            }
        }
        let port = Int(in_port_t(bigEndian: address.sin_port))
        let launch = ServiceLaunch(service: .retention, number: 1, port: port, executable: "", environment: [:], logFile: "")
        let failure = #expect(throws: CommandFailure.self) { try PortCheck.free([launch]) }
        #expect(failure?.message.contains("port \(port) for retention-1") == true)
    }
}
