import Foundation
import Observability
import Testing

@testable import ServiceKit

struct InstallationTests {
    private let temporary: TemporaryDirectory
    private var data: DataDirectory { DataDirectory(temporary.path + "/data") }

    init() throws { temporary = try TemporaryDirectory() }

    private func claim(
        named: String? = nil, log: String = "local", prefix: String = "sakarkiv.", partitions: Int = 4
    ) throws -> Installation {
        try data.create()
        return try Installation.claim(
            data, named: named, log: log, topicPrefix: prefix, partitions: partitions,
            identifiers: TimeOrderedIdentifiers(time: SystemClock()))
    }

    @Test func `the first start writes it and every later one agrees`() throws {
        let first = try claim()
        #expect(try claim() == first)
        #expect(PrivateFile.mode(of: data.installation) == 0o600)
        #expect(PrivateFile.mode(of: data.path) == 0o700)
    }

    @Test func `services that start at once agree on one identifier`() async throws {
        let data = data
        try data.create()
        let all = try await withThrowingTaskGroup(of: Installation.self) { group in
            for family in 0..<16 {
                group.addTask {
                    try Installation.claim(
                        data, log: "local", topicPrefix: "", partitions: 4, identifiers: CountedIdentifiers(family: UInt64(family)))
                }
            }
            return try await group.reduce(into: Set<Installation>()) { $0.insert($1) }
        }
        #expect(all.count == 1)
    }

    @Test func `a name that the operator gives takes the place of the random one, which is remembered`() throws {
        let random = try claim().id
        let named = try claim(named: "hamar-prod")
        #expect(named.id == "hamar-prod")
        #expect(named.formerly == [random])
        #expect(try claim(named: "hamar-prod") == named)
        #expect(try claim() == named)
        #expect(try claim(named: "hamar").formerly == [random, "hamar-prod"])
        #expect(try claim(named: "hamar-prod").formerly == [random, "hamar"])
    }

    @Test func `a directory that is made with a name has had no other`() throws {
        let made = try claim(named: "hamar-prod")
        #expect(made.id == "hamar-prod")
        #expect(made.formerly.isEmpty)
        #expect(try String(contentsOfFile: data.installation, encoding: .utf8).contains("formerly") == false)
    }

    @Test func `another installation's directory is refused with every difference`() throws {
        _ = try claim()
        let refusal = #expect(throws: StartRefusal.self) { try claim(log: "kafka", prefix: "test.", partitions: 8) }
        #expect(refusal?.code == "installation_mismatch")
        for difference in ["log is local", "«sakarkiv.»", "partitions are 4"] {
            #expect(refusal?.message.contains(difference) == true, "\(difference)")
        }
    }

    @Test(arguments: ["", "{}", "rubbish", #"{"id":1,"log":"local","topicPrefix":"","partitions":4}"#])
    func `a damaged file is refused and left alone`(content: String) throws {
        try data.create()
        try Data(content.utf8).write(to: URL(fileURLWithPath: data.installation))
        let refusal = #expect(throws: StartRefusal.self) { try claim() }
        #expect(refusal?.code == "installation_damaged")
        #expect(try String(contentsOfFile: data.installation, encoding: .utf8) == content)
    }

    @Test func `a data directory that is a file is refused`() throws {
        _ = try temporary.write("data", "")
        let refusal = #expect(throws: StartRefusal.self) { try claim() }
        #expect(refusal?.code == "data_directory_unusable")
    }

    @Test func `a store has one process, and the refusal names it`() throws {
        let held = try StoreLock.acquire(directory: temporary.path + "/data/registry")
        let refusal = #expect(throws: StartRefusal.self) { try StoreLock.acquire(directory: temporary.path + "/data/registry") }
        #expect(refusal?.code == "store_in_use")
        #expect(refusal?.message.contains("process \(getpid())") == true)
        _ = try StoreLock.acquire(directory: temporary.path + "/data/registry-2")
        withExtendedLifetime(held) {}
    }

    @Test func `a lock that is let go of can be taken again`() throws {
        for _ in 0..<2 {
            let lock = try StoreLock.acquire(directory: temporary.path + "/documents")
            withExtendedLifetime(lock) {}
        }
        #expect(FileManager.default.fileExists(atPath: temporary.path + "/documents/.lock"))
    }

    @Test func `a process file holds the process and goes with it`() throws {
        try data.create()
        let path = data.processFile(of: .registry, instance: 1)
        let file = try ProcessFile.write(path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(getpid())\n")
        file.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a process file that a later process wrote is not removed`() throws {
        try data.create()
        let path = data.processFile(of: .registry, instance: 1)
        let file = try ProcessFile.write(path)
        try Data("1\n".utf8).write(to: URL(fileURLWithPath: path))
        file.remove()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "1\n")
    }
}
