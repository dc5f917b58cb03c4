import Foundation
import Observability
import Testing

@testable import ServiceKit

struct DevelopmentTokensTests {
    private let data: TemporaryDirectory
    private var directory: String { data.path + "/tokens" }

    init() throws { data = try TemporaryDirectory() }

    @Test func `tokens are made once, for their owner alone`() throws {
        let made = try DevelopmentTokens.open(directory, random: .system)
        #expect(made.map(\.identity) == ["byggsak", "saksbehandler", "arkivar", "operator"])
        #expect(PrivateFile.mode(of: directory) == 0o700)
        for (identity, _, token) in made {
            #expect(PrivateFile.mode(of: "\(directory)/\(identity)") == 0o600)
            #expect(try String(contentsOfFile: "\(directory)/\(identity)", encoding: .utf8) == token)
            #expect(token.utf8.count == 64)
        }
        #expect(Set(made.map(\.token)).count == 4)
        let again = try DevelopmentTokens.open(directory, random: .system)
        #expect(again.map(\.token) == made.map(\.token))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == made.map(\.identity).sorted())
    }

    @Test func `services that start at once agree`() async throws {
        let directory = directory
        let all = try await withThrowingTaskGroup(of: [String].self) { group in
            for seed in 0..<16 {
                group.addTask { try DevelopmentTokens.open(directory, random: .seeded(UInt64(seed))).map(\.token) }
            }
            return try await group.reduce(into: [[String]]()) { $0.append($1) }
        }
        #expect(Set(all).count == 1)
    }

    @Test func `a token that others may read is refused`() throws {
        _ = try DevelopmentTokens.open(directory, random: .system)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: directory + "/arkivar")
        let refusal = #expect(throws: StartRefusal.self) { try DevelopmentTokens.open(directory, random: .system) }
        #expect(refusal?.code == "tokens_exposed")
    }

    @Test func `an empty token file is refused`() throws {
        _ = try DevelopmentTokens.open(directory, random: .system)
        try Data().write(to: URL(fileURLWithPath: directory + "/operator"))
        let refusal = #expect(throws: StartRefusal.self) { try DevelopmentTokens.open(directory, random: .system) }
        #expect(refusal?.code == "tokens_unusable")
    }

    @Test func `a token that ends in a line break is read without it`() throws {
        let made = try DevelopmentTokens.open(directory, random: .system)
        let handle = try #require(FileHandle(forWritingAtPath: directory + "/byggsak"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n".utf8))
        try handle.close()
        #expect(try DevelopmentTokens.open(directory, random: .system).map(\.token) == made.map(\.token))
    }
}
