import Foundation
import Testing

@testable import ServiceKit

struct PrivateTreeTests {
    private func mode(_ path: String) -> mode_t? { PrivateFile.mode(of: path) }

    @Test func `others lose at the next start what an older version let them read`() throws {
        let folder = try TemporaryDirectory()
        let data = DataDirectory("\(folder.path)/data")
        for directory in ["data/log/topics", "data/registry", "data/content/970540008"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(directory)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        }
        for file in ["data/log/topics/registry.commits-0", "data/registry/970540008.sqlite", "outside"] {
            _ = try folder.write(file, "x", mode: 0o644)
        }
        try FileManager.default.createSymbolicLink(atPath: "\(data.path)/link", withDestinationPath: "\(folder.path)/outside")
        try data.create()
        for directory in [data.path, data.log, "\(data.log)/topics", "\(data.path)/registry", data.content, data.run] {
            #expect(mode(directory) == 0o700, "\(directory)")
        }
        #expect(mode("\(data.log)/topics/registry.commits-0") == 0o600)
        #expect(mode("\(data.path)/registry/970540008.sqlite") == 0o600)
        // What a link leads to is not the data directory's.
        #expect(mode("\(folder.path)/outside") == 0o644)
    }
}
