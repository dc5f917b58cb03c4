import CommitLog
import Contracts
import Domain
import DomainTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

/// The owner of a municipality asks once more whether whoever gives a command sees what it is about: nobody may have asked before.
@Suite struct GivenCommandTests {
    private struct Archive {
        let store: Lagerproeve
        let proeve: Arkivproeve
        let sak: SystemID

        /// A case that is screened, and kari's.
        init() throws {
            store = try Lagerproeve()
            var proeve = Arkivproeve(vitne: store)
            var melding = Meldinger.sak()
            melding.mappe?.skjerming = Meldinger.skjerming()
            melding = melding.saksmappe { $0.saksansvarlig = Arkivmelding.Identifikatorer(navn: "Kari", identifikator: "kari") }
            try proeve.send(melding)
            sak = try #require(store.mapper.first)
            self.proeve = proeve
        }

        /// The codes of what the owner refuses a command with, as it stands on the command topic.
        func feil(_ payload: String) throws -> [String] {
            try store.database.transaction {
                let shard = ShardContext(
                    kommune: hamar, database: store.database, now: proeve.now, isEmpty: false, apply: { _ in },
                    nextID: { proeve.circumstances.nextID() })
                let content = ShardInput.Content.command(type: EndreSaksstatus.commandType, payload: Array(payload.utf8))
                let decision = try RegistryModel().decide(ShardInput(kommune: hamar, cause: Cause(), content: content), in: shard)
                return try #require(decision).answer?.rejection?.faults.map(\.code) ?? []
            }
        }

        func command(_ actor: String, _ more: String = "") -> String {
            #"{"actor": "\#(actor)", "command": {"saksmappe": {"systemID": "\#(sak)"}, "saksstatus": "R"}\#(more)}"#
        }
    }

    @Test func `a command of somebody who may not see the case is refused by the decision itself`() throws {
        let archive = try Archive()
        func given(_ klarering: String) -> String {
            archive.command(
                "ola", #", "leser": {"identitet": "ola", "rolle": "saksbehandler", "erDrift": false, "klarering": \#(klarering)}"#)
        }
        #expect(try archive.feil(given("[]")) == ["not_cleared"])
        #expect(try archive.feil(given(#"["26"]"#)) == ["not_cleared"])
        #expect(try archive.feil(given(#"["13"]"#)) == [])
        #expect(try archive.feil(given("null")) == [])
    }

    @Test func `one that an earlier program wrote says nothing of that, and does what is open and what is the giver's own`() throws {
        let archive = try Archive()
        #expect(try archive.feil(archive.command("arkivar")) == ["not_cleared"])
        #expect(try archive.feil(archive.command("kari")) == [])
    }

    @Test func `what the giver may see is written beside the command, and passed over by a program that does not know it`() throws {
        struct Earlier: Decodable {
            let actor: String
            let command: OpphevAvskrivning
        }
        let given = GivenCommand(
            actor: "arkivar", command: OpphevAvskrivning(journalpost: ReferanseTilRegistrering(registreringsID: "2026/1-1")),
            leser: .arkivar)
        let written = try JSONBytes.encode(given)
        #expect(try JSONBytes.decode(written, as: GivenCommand<OpphevAvskrivning>.self).leser == .arkivar)
        #expect(try JSONBytes.decode(written, as: Earlier.self).command == given.command)
    }
}
