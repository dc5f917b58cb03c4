import Foundation
import Testing

@testable import DocumentsService

struct BoundedProcessTests {
    private func run(
        _ script: String, seconds: Int = 60, memory: Int64 = 4 << 30, output: Int64 = 64 << 20
    ) throws -> (end: BoundedProcess.End, words: String) {
        let folder = try PrivateFolder(in: NSTemporaryDirectory() + "bounded-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: DiskCalls.parent(of: folder.path)) }
        let process = BoundedProcess(folder: folder.path, timeLimit: .seconds(seconds), memoryMaxBytes: memory, outputMaxBytes: output)
        let end = try process.run("/bin/sh", ["-c", script])
        let words = process.words
        withExtendedLifetime(folder) {}
        return (end, words)
    }

    @Test func `a program's end and its last words are told`() throws {
        let result = try run("echo one; echo two >&2; exit 3")
        #expect(result.end == .exited(3))
        #expect(result.words == "one / two")
        #expect(try run("kill -15 $$").end == .signalled(15))
    }

    @Test func `a program that takes too long is ended with what it started`() async throws {
        let mark = "97\(Int.random(in: 1_000_000...9_999_999))"
        #expect(try run("sleep \(mark) & sleep \(mark)", seconds: 1).end == .timedOut)
        // The kernel ends what was killed in its own time.
        for _ in 0..<3000 where try !running(mark).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try running(mark).isEmpty)
    }

    /// The processes whose command line has this in it.
    private func running(_ mark: String) throws -> [Int] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int($0) }.filter { process in
            // A process may end between the list and the look.
            guard let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline")) else { return false }
            return String(decoding: line, as: UTF8.self).contains(mark)
        }
    }

    @Test func `a program that writes too much is ended`() throws {
        #expect(try run("head -c 10000000 /dev/zero >large; exit $?", output: 1 << 20).end != .exited(0))
        #expect(try run("head -c 10000000 /dev/zero >large; exit $?").end == .exited(0))
    }

    @Test func `a program that wants too much memory does not get it`() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return }
        #expect(try run("/usr/bin/python3 -c 'bytes(400_000_000)'", memory: 200 << 20).end != .exited(0))
        #expect(try run("/usr/bin/python3 -c 'bytes(400_000_000)'").end == .exited(0))
    }

    @Test func `nothing of our environment reaches a program, and it is in its folder`() throws {
        setenv("SAKARKIV_TEST_SECRET", "hemmelig", 1)
        #expect(try run("test -z \"$SAKARKIV_TEST_SECRET\" && test \"$PWD\" = \"$HOME\"").end == .exited(0))
    }
}
