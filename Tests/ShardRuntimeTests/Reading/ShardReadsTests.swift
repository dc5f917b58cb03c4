import Dispatch
import Domain
import Foundation
import SQLite
import Synchronization
import Testing
import Waiting

@testable import ShardRuntime

@Suite struct ShardReadsTests {
    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .sequentiallyConsistent) }
        func set() { value.store(true, ordering: .sequentiallyConsistent) }
    }

    /// A read that stays under way until it is let go.
    private final class SlowRead: Sendable {
        private let begun = DispatchSemaphore(value: 0)
        private let going = DispatchSemaphore(value: 0)
        let isOver = Flag()

        /// The read's body.
        func body() {
            begun.signal()
            going.wait()
            isOver.set()
        }

        func letGo() { going.signal() }

        /// Returns when the body runs.
        func hasBegun() async {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { [begun] in
                    begun.wait()
                    continuation.resume()
                }
            }
        }
    }

    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reads-\(UUID().uuidString)")
    private let hamar: Organisasjonsnummer
    private let directory: ShardDirectory

    init() throws {
        hamar = try #require(Organisasjonsnummer("970540008"))
        directory = try ShardDirectory(path: folder.path)
        let store = try Database(path: directory.file(of: hamar))
        try store.execute("CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('old')")
    }

    @Test func `a store is put aside when nobody reads it, and who comes after that sees the new one`() async throws {
        let (reads, slow, directory, hamar) = (ShardReads(directory: directory), SlowRead(), directory, hamar)
        let first = Task { try await reads.read(hamar) { _ in slow.body() } }
        await slow.hasBegun()
        // It waits for the reader, and whoever waits so holds a thread of Swift's pool from everybody.
        async let aside = offPool {
            try directory.setAside(hamar, at: Tidspunkt(milliseconds: 0), because: "rebuilt")
            return slow.isOver.isSet
        }
        slow.letGo()
        try await first.value
        #expect(try await aside, "put aside while it was read")
        #expect(try await reads.read(hamar) { _ in true } == nil)
        let store = try Database(path: directory.file(of: hamar))
        try store.execute("CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('new')")
        #expect(try await reads.read(hamar) { try $0.first("SELECT name FROM thing") { $0.text(0) } } == "new")
        await reads.close()
        store.close()
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `who comes while a new file is made waits for its tables`() async throws {
        let (directory, hamar, isMade) = (directory, hamar, Flag())
        let waiting = directory.gate.holding(hamar) {
            let task = Task.detached {
                try await directory.gate.enter(hamar)
                directory.gate.leave(hamar)
                return isMade.isSet
            }
            isMade.set()
            return task
        }
        #expect(try await waiting.value)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `reading ends when who is at it has read, and nobody reads after that`() async throws {
        let (reads, slow, hamar) = (ShardReads(directory: directory), SlowRead(), hamar)
        let first = Task { try await reads.read(hamar) { _ in slow.body() } }
        await slow.hasBegun()
        let closing = Task {
            await reads.close()
            return slow.isOver.isSet
        }
        slow.letGo()
        try await first.value
        #expect(await closing.value)
        await #expect(throws: ReadsEnded.self) { try await reads.read(hamar) { _ in true } }
        try FileManager.default.removeItem(at: folder)
    }
}
