import Domain
import Foundation
import Glibc
import Synchronization
import Testing

@testable import DocumentsService

struct ContentDirectoryTests {
    private func withStore(_ calls: DiskCalls = DiskCalls(), _ body: (ContentConformance, String) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("content-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = try ContentDirectory(root: root, disk: DiskThreads(threads: 4), calls: calls) { UUID().uuidString }
        try await body(ContentConformance(store), root)
    }

    private func files(below root: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }

    @Test func `a file comes out as it went in`() async throws { try await withStore { store, _ in try await store.keepsWhatItIsGiven() } }
    @Test func `parts of a file are given`() async throws { try await withStore { store, _ in try await store.givesParts() } }
    @Test func `the same content is stored once a municipality`() async throws {
        try await withStore { store, _ in try await store.storesOnce() }
    }
    @Test func `many who store the same at once store one`() async throws {
        try await withStore { store, _ in try await store.manyAtOnceOfOneFileAreOne() }
    }
    @Test func `too much is refused`() async throws { try await withStore { store, _ in try await store.refusesTooMuch() } }
    @Test func `what is not there is said`() async throws { try await withStore { store, _ in try await store.saysWhatIsNotThere() } }
    @Test func `files are listed in order and in pages`() async throws {
        try await withStore { store, _ in try await store.listsInOrderAndInPages() }
    }
    @Test func `a file can be removed and stored again`() async throws { try await withStore { store, _ in try await store.removes() } }
    @Test func `uploads come in parts`() async throws { try await withStore { store, _ in try await store.takesUploadsInParts() } }
    @Test func `an upload that broke off goes on`() async throws {
        try await withStore { store, _ in try await store.goesOnWithAnUploadThatBrokeOff() }
    }
    @Test func `an upload of another checksum is refused`() async throws {
        try await withStore { store, _ in try await store.refusesAnUploadOfAnotherChecksum() }
    }
    @Test func `uploads can be discarded`() async throws { try await withStore { store, _ in try await store.discardsUploads() } }
    @Test func `a reader sets the pace`() async throws { try await withStore { store, _ in try await store.isHeldBackNotFilled() } }

    /// A program that is just being started has its parent's files until it begins; here a copy of the descriptor stands for it.
    @Test func `an upload is free again although a child process still has its file`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("upload-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try #require(try UploadFile(path, create: true, DiskCalls()))
        let copies = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
            .filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path }.map { dup($0) }
        defer { for copy in copies { close(copy) } }
        #expect(copies.count == 1)
        first.close()
        #expect(try UploadFile(path, create: true, DiskCalls()) != nil)
    }

    @Test func `another checksum is refused and nothing stays behind`() async throws {
        try await withStore { conformance, root in
            try await conformance.refusesAnotherChecksum()
            #expect(try files(below: root).isEmpty)
        }
    }

    @Test func `what broke off leaves nothing behind`() async throws {
        try await withStore { conformance, root in
            try await conformance.forgetsWhatBrokeOff()
            #expect(try files(below: root).isEmpty)
        }
    }

    @Test func `a full disk is named and nothing stays behind`() async throws {
        let room = Mutex(700_000)
        let full = DiskCalls(write: { descriptor, bytes in
            let count = room.withLock { room in
                let count = min(room, bytes.count)
                room -= count
                return count
            }
            guard count > 0 || bytes.isEmpty else {
                errno = ENOSPC
                return -1
            }
            return Glibc.write(descriptor, bytes.baseAddress, count)
        })
        try await withStore(full) { conformance, root in
            let (store, hamar) = (conformance.store, conformance.hamar)
            let error = await #expect(throws: ContentError.self) {
                try await store.put(ContentConformance.sample(900_000), kommune: hamar)
            }
            #expect(error?.code == .diskFull && error?.isRetriable == true)
            #expect(try files(below: root).isEmpty)
            // An upload keeps what it had, and goes on when there is room again.
            let (bytes, upload) = (ContentConformance.sample(900_000), try #require(UploadKey(kommune: hamar, name: "u")))
            room.withLock { $0 = 600_000 }
            let pieces = ContentConformance.Pieces(pieces: [Array(bytes[..<550_000]), Array(bytes[550_000...])])
            await #expect(throws: ContentError.self) { try await store.append(pieces, to: upload, at: 0, byteLimit: .max) }
            let there = try await store.uploadedByteCount(upload)
            #expect(there == 550_000)
            room.withLock { $0 = 10_000_000 }
            let rest = ContentConformance.Pieces(pieces: [Array(bytes[Int(there)...])])
            _ = try await store.append(rest, to: upload, at: there, byteLimit: .max)
            #expect(try await store.finish(upload, expected: ContentDigest(of: bytes)).byteCount == 900_000)
        }
    }

    @Test func `a failing fsync is an error, not a stored file`() async throws {
        let failing = DiskCalls(fsync: { descriptor in
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
            errno = EIO
            return -1
        })
        try await withStore(failing) { conformance, root in
            let error = await #expect(throws: ContentError.self) { try await conformance.store.put([1, 2], kommune: conformance.hamar) }
            #expect(error?.code == .unavailable)
            let left = try files(below: root)
            #expect(left.isEmpty)
        }
    }

    @Test func `bytes and names are on the disk before a put returns`() async throws {
        let synced = Mutex<[mode_t]>([])
        let watching = DiskCalls(fsync: { descriptor in
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return -1 }
            synced.withLock { $0.append(status.st_mode & S_IFMT) }
            return Glibc.fsync(descriptor)
        })
        try await withStore(watching) { conformance, _ in
            synced.withLock { $0 = [] }
            _ = try await conformance.store.put([1, 2], kommune: conformance.hamar)
            let order = synced.withLock { $0 }
            // The file's bytes before the folder that gives it its name.
            let file = try #require(order.firstIndex(of: S_IFREG))
            #expect(order[file...].last == S_IFDIR)
        }
    }

    @Test func `what lies there damaged is not overwritten`() async throws {
        try await withStore { conformance, root in
            let stored = try await conformance.store.put([1, 2, 3], kommune: conformance.hamar)
            let path = try #require(conformance.store.path(of: ContentKey(kommune: conformance.hamar, digest: stored.digest)))
            #expect(path == "\(root)/970540008/\(stored.digest.hex.prefix(2))/\(stored.digest.hex.dropFirst(2))")
            try Data([1]).write(to: URL(fileURLWithPath: path))
            let error = await #expect(throws: ContentError.self) { try await conformance.store.put([1, 2, 3], kommune: conformance.hamar) }
            #expect(error?.code == .damaged)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1]))
            #expect(try files(below: root).count == 1)
        }
    }

    @Test func `two parts of one upload at once: one is told to come again`() async throws {
        try await withStore { conformance, root in
            let upload = try #require(UploadKey(kommune: conformance.hamar, name: "samme"))
            _ = try await conformance.store.append(ContentConformance.Pieces(pieces: [[1]]), to: upload, at: 0, byteLimit: .max)
            // Another process has it open.
            let descriptor = open("\(root)/970540008/uploads/samme", O_RDWR)
            #expect(flock(descriptor, LOCK_EX) == 0)
            let error = await #expect(throws: ContentError.self) {
                try await conformance.store.append(ContentConformance.Pieces(pieces: [[2]]), to: upload, at: 1, byteLimit: .max)
            }
            #expect(error?.code == .uploadBusy)
            #expect(try await conformance.store.discardAbandoned(conformance.hamar, unchangedSince: .max) == 0)
            close(descriptor)
            #expect(try await conformance.store.discardAbandoned(conformance.hamar, unchangedSince: .max) == 1)
        }
    }

    @Test func `too many calls for the disk are refused, and the others are done`() async throws {
        let disk = DiskThreads(threads: 1, waitingCallsMax: 2)
        let gate = DispatchSemaphore(value: 0)
        let results = await withTaskGroup(of: Result<Int, any Error>.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do {
                        return .success(
                            try await disk.run {
                                gate.wait()
                                return number
                            })
                    } catch {
                        // Nobody goes on before one was refused.
                        for _ in 0..<20 { gate.signal() }
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: [Result<Int, any Error>]()) { $0.append($1) }
        }
        let refused = results.compactMap { result -> ContentError.Code? in
            guard case .failure(let error) = result else { return nil }
            return (error as? ContentError)?.code
        }
        #expect(results.count == 20)
        #expect(!refused.isEmpty && refused.allSatisfy { $0 == .busy })
    }

    @Test(arguments: ["", "../x", "a/b", "a.b", "å", String(repeating: "a", count: 101)])
    func `an upload's name is never a path`(name: String) throws {
        let hamar = try #require(Organisasjonsnummer("970540008"))
        #expect(UploadKey(kommune: hamar, name: name) == nil)
    }
}
