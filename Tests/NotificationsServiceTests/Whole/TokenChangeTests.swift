import Contracts
import Crypto
import Domain
import DomainTestSupport
import Foundation
import Glibc
import ServiceTestSupport
import Testing
import Transfer

@testable import NotificationsService

@Suite struct TokenChangeTests {
    /// Lets these be the ones who may call; each has the token `token-<identity>`.
    private func allow(_ people: [(identity: String, klarering: String)], _ folder: DataFolder) throws {
        let tokens = people.map { identity, klarering in
            #"{"identity": "\#(identity)", "role": "saksbehandler", "sha256": "\#(SHA256.hex("token-\(identity)"))", "kommuner": "alle", "#
                + #""klarering": \#(klarering)}"#
        }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/tokens", withIntermediateDirectories: true)
        for (identity, _) in people {
            try Data("token-\(identity)".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/tokens/\(identity)"))
        }
        // As an operator does it: written aside, readable for nobody else, then put in place.
        let (file, aside) = ("\(folder.path)/tokens.json", "\(folder.path)/tokens.json.new")
        try Data(#"{"tokens": [\#(tokens.joined(separator: ","))]}"#.utf8).write(to: URL(fileURLWithPath: aside))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: aside)
        guard rename(aside, file) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    @Test(.timeLimit(.minutes(5)))
    func `who follows with a token that counts no more, or for other rights, is cut off; others go on, and who is new is let in`()
        async throws
    {
        let folder = try DataFolder()
        try allow([("kari", "[]"), ("ola", "[]"), ("eva", #"["13"]"#)], folder)
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        try await logg.write(newOf: register)
        let service = try await RunningNotifications.start(
            in: folder,
            [
                "SAKARKIV_TOKENS_FILE": "\(folder.path)/tokens.json",
                "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Base64.encode([UInt8](repeating: 7, count: 32)),
            ])
        var streams: [String: (id: String, events: ReceivedEvents)] = [:]
        for identity in ["kari", "ola", "eva"] {
            let id = try await service.subscribe(as: identity)
            streams[identity] = (id, try await service.follow(id, as: identity))
        }
        let (kari, ola, eva) = (try #require(streams["kari"]), try #require(streams["ola"]), try #require(streams["eva"]))

        // Ola has left, Eva is cleared for nothing any more, Per is new.
        try allow([("kari", "[]"), ("eva", "[]"), ("per", "[]")], folder)
        service.receive(signal: SIGHUP)
        for stream in [ola.events, eva.events] {
            var told = 0
            for try await _ in stream { told += 1 }
            #expect(told == 0, "the stream ends, in order")
        }
        #expect(try await service.get("/abonnementer/\(ola.id)/hendelser", as: "ola").status == 401)
        #expect(try await service.get("/abonnementer/\(eva.id)/hendelser", as: "eva").status == 200)
        #expect(try await service.get("/abonnementer?kommune=970540008", as: "per").status == 200)

        _ = try register.sak("Sak")
        try await logg.write(newOf: register)
        var first: String?
        for try await event in kari.events {
            first = event.lastEventID
            break
        }
        #expect(first == "1")
        await service.stop()
        await logg.close()
    }
}
