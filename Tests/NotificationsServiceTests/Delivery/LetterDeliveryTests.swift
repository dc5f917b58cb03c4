import Contracts
import Foundation
import OutsideJudges
import ServiceTestSupport
import Testing

@testable import NotificationsService

/// Letters through the service as it runs, to a mail server of somebody else's making.
@Suite(.enabled(if: OutsideJudge.has("aiosmtpd"), "\(OutsideJudge.missing)"))
struct LetterDeliveryTests {
    private func withService(_ mail: MailTarget, _ body: (DeliveryProcess, DeliveryFolder) async throws -> Void) async throws {
        let folder = try await DeliveryFolder()
        let service = try await DeliveryProcess.start(in: folder, mail.settings)
        do {
            try await folder.setUp()
            try await body(service, folder)
        } catch {
            await service.stop()
            throw error
        }
        await service.stop()
    }

    private func address(_ adresse: String, maalform: String = "nb") -> JSONValue {
        ["type": "epost", "adresse": .string(adresse), "intervall": "straks", "maalform": .string(maalform)]
    }

    private func letters(_ mail: MailTarget) throws -> [JSONValue] { try mail.taken().digests }

    @Test func `what happened comes in one letter, without anything of screened cases, and once`() async throws {
        let mail = try MailTarget()
        try await withService(mail) { service, folder in
            let made = try await service.subscribe(address("kari@example.no", maalform: "nn"), as: "arkivar")
            let id = try #require(made["id"]?.text)
            try await service.confirm(mail, "kari@example.no")
            // An archivist may see it; mail goes through other people's machines all the same.
            try await folder.register(cases: 1, skjermet: "13")
            try await folder.register(cases: 2)
            try await folder.register(cases: 1, offentligTittel: "Offentlig om den")
            try await eventually("a letter") { try letters(mail).isEmpty ? nil : true }
            try await eventually("an empty queue") {
                let stand = try await service.call("GET", "/abonnementer/\(id)", as: "arkivar").json["leveringsstand"]
                return stand?["venter"]?.integer == 0 ? true : nil
            }
            let all = try letters(mail)
            let text = all.compactMap { $0["text"]?.text }.joined()
            #expect(text.contains("Ny sak – Sak 2") && text.contains("Ny sak – Sak 3"))
            #expect(!text.contains("Sak 1") && !text.contains("2026/1"))
            #expect(text.contains("Ny sak – Offentlig om den") && !text.contains("Sak 4"))
            #expect(text.contains("Dette har hendt sidan sist"))
            #expect(all.allSatisfy { $0["defects"]?.elements?.isEmpty == true && $0["to"]?[0]?.text == "kari@example.no" })
            #expect(text.components(separatedBy: "Sak 2").count == 2)
        }
    }

    @Test func `a letter that is put off comes later, with the same Message-ID noted, and the attempts stand in the log`() async throws {
        let mail = try MailTarget(refusals: 2)
        try await withService(mail) { service, folder in
            let id = try #require(try await service.subscribe(address("kari@example.no"))["id"]?.text)
            try await service.confirm(mail, "kari@example.no")
            try await folder.register(cases: 1)
            try await eventually("the letter") { try letters(mail).isEmpty ? nil : true }
            let log = try await eventually("three attempts, and the question before") { () -> [JSONValue]? in
                let found = try await service.call("GET", "/abonnementer/\(id)/leveringer").json["treff"]?.elements ?? []
                return found.count == 4 ? Array(found.prefix(3)) : nil
            }
            #expect(log.map { $0["vedtak"]?.text } == ["levert", "nyttForsoek", "nyttForsoek"])
            #expect(log.last?["status"]?.integer == 451)
        }
    }

    @Test func `an address that nobody has is asked some times and then not written to any more`() async throws {
        let mail = try MailTarget()
        try await withService(mail) { service, folder in
            let id = try #require(try await service.subscribe(address("ukjent@example.no"))["id"]?.text)
            try await folder.register(cases: 1)
            try await eventually("three refusals") {
                let log = try await service.call("GET", "/abonnementer/\(id)/leveringer").json["treff"]?.elements ?? []
                return log.count == 3 && log.allSatisfy { $0["hendelse"] == nil && $0["status"]?.integer == 550 } ? true : nil
            }
            let stand = try await service.stand(id)
            #expect(stand["tilstand"]?.text == "deaktivert")
            #expect(stand["grunn"]?.text == "adresseAvvist")
            #expect(try mail.letters.isEmpty)
        }
    }
}
