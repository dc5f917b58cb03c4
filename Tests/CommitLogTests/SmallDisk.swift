import Foundation
import Waiting

/// A file system of a few megabytes in memory.
struct SmallDisk {
    let path: String
    private let directory: TemporaryDirectory

    static let isPossible: Bool = {
        // Tried once, because root in a container may not mount either.
        guard let disk = try? SmallDisk(megabytes: 1) else { return false }
        disk.remove()
        return true
    }()

    init(megabytes: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path
        guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path) else {
            directory.remove()
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    func remove() {
        _ = Self.run("umount", path)
        directory.remove()
    }

    private static func run(_ words: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        return process.waitForEnd() == 0
    }
}
