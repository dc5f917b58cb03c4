import Foundation
import Testing

@testable import ServiceKit

struct GuardedFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func change(_ path: String, to mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func refusal(_ path: String) -> StartRefusal? { #expect(throws: StartRefusal.self) { try GuardedFile.read(path) } }

    @Test(arguments: [0o600, 0o400, 0o700]) func `a file of one's own is read`(mode: Int) throws {
        let path = try folder.write("tokens.json", "x", mode: mode)
        #expect(try GuardedFile.read(path) == [120])
        #expect(try GuardedFile.read(folder.path + "/none") == nil)
    }

    @Test func `a file in a directory that others can write to is refused, and through a link there too`() throws {
        let path = try folder.write("tokens.json", "x")
        let open = "\(folder.path)/open"
        try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
        try change(open, to: 0o777)
        try FileManager.default.createSymbolicLink(atPath: "\(open)/link", withDestinationPath: path)
        #expect(refusal("\(open)/link")?.message.contains("(\(open), mode 0777)") == true)
        try change(open, to: 0o770)
        #expect(refusal("\(open)/link") != nil)
        // As in /tmp: there nobody takes away what is another's.
        try change(open, to: 0o1777)
        #expect(try GuardedFile.read("\(open)/link") == [120])
    }

    @Test func `a link leads to the file that counts, as clusters mount secrets`() throws {
        let inner = "\(folder.path)/..data"
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        let path = try folder.write("..data/tokens.json", "x")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/tokens.json", withDestinationPath: "..data/tokens.json")
        #expect(try GuardedFile.read("\(folder.path)/tokens.json") == [120])
        try change(path, to: 0o644)
        #expect(refusal("\(folder.path)/tokens.json")?.exitCode == .noPermission)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `a file of somebody else's is refused`() throws {
        let path = try folder.write("tokens.json", "x")
        #expect(chown(path, 12_345, 12_345) == 0)
        #expect(refusal(path)?.message.contains("belongs to another user (12345)") == true)
    }

    @Test func `a directory in the file's place is refused, not read`() {
        #expect(refusal(folder.path)?.code == "file_exposed")
    }
}
