import Foundation
import Testing

@testable import ShardRuntime

struct DirectoryShelfTests {
    private func withShelf(_ body: (DirectoryShelf, URL) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("shelf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root.appendingPathComponent("shelf"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try await body(DirectoryShelf(path: root.appendingPathComponent("shelf").path, disk: SnapshotDisk()), root)
    }

    private func mode(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    }

    @Test func `a file that is put on the shelf comes back the same, and only its owner can read it`() async throws {
        try await withShelf { shelf, root in
            let (source, target) = (root.appendingPathComponent("a"), root.appendingPathComponent("b"))
            let bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) })
            try SnapshotDisk.create(source.path)
            try bytes.write(to: source)
            try await shelf.put(try SnapshotDisk.look(source.path), as: "registry/970540008/1-a.sqlite")
            try await shelf.write([1, 2, 3], as: "registry/970540008/1-a.json")
            #expect(try await shelf.names(below: "registry/970540008").sorted() == ["1-a.json", "1-a.sqlite"])
            #expect(try await shelf.read("registry/970540008/1-a.json") == [1, 2, 3])
            try await shelf.fetch("registry/970540008/1-a.sqlite", to: target.path)
            #expect(try Data(contentsOf: target) == bytes)
            let kept = root.appendingPathComponent("shelf/registry")
            #expect(try mode(kept) == 0o700 && mode(kept.appendingPathComponent("970540008")) == 0o700)
            #expect(try mode(kept.appendingPathComponent("970540008/1-a.sqlite")) == 0o600)
            #expect(try mode(kept.appendingPathComponent("970540008/1-a.json")) == 0o600)
            #expect(try mode(target) == 0o600)
            try await shelf.remove("registry/970540008/1-a.sqlite")
            try await shelf.remove("registry/970540008/1-a.sqlite")
            #expect(try await shelf.names(below: "registry/970540008") == ["1-a.json"])
        }
    }

    @Test func `what is not there is said to be missing, and a shelf that is not there is no empty one`() async throws {
        try await withShelf { (shelf: DirectoryShelf, root: URL) async throws -> Void in
            #expect(try await shelf.names(below: "registry/970540008").isEmpty)
            let missing = await #expect(throws: SnapshotError.self) { try await shelf.read("registry/970540008/1-a.json") }
            #expect(missing?.code == .missing)
            let gone = DirectoryShelf(path: root.appendingPathComponent("gone").path, disk: SnapshotDisk())
            let away = await #expect(throws: SnapshotError.self) { try await gone.names(below: "registry/970540008") }
            #expect(away?.code == .unavailable)
            let unwritten = await #expect(throws: SnapshotError.self) { try await gone.write([1], as: "registry/a") }
            #expect(unwritten?.code == .unavailable)
        }
    }

    @Test func `a name says where a snapshot stands in which history, and nothing else is taken for one`() throws {
        let hash = String(repeating: "0a", count: 32)
        let name = SnapshotName(position: 4_711, hash: hash)
        #expect(name.store == "4711-0a0a0a0a0a0a0a0a.sqlite")
        #expect(SnapshotName(description: name.description) == name)
        for file in [
            "4711-0a.json", "04711-0a0a0a0a0a0a0a0a.json", "-1-0a0a0a0a0a0a0a0a.json", "4711-0A0a0a0a0a0a0a0a.json", "a.json", name.store,
        ] {
            #expect(SnapshotName(description: file) == nil, "\(file)")
        }
    }
}
