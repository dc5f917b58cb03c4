import Domain
import DomainTestSupport
import Testing

/// Whoever sends a message learns from the answer nothing that they may not see: what is screened from them answers as what does not exist.
@Suite struct MeldingsinnsynTests {
    private let rest = Partnerrett(aapne: true)
    private static let numre = "Personnummer"

    private func feil(_ arkiv: Arkivproeve, _ melding: Arkivmelding, _ rett: Partnerrett? = nil) -> [Fault] {
        arkiv.feil(
            OpprettArkivmelding(
                melding: melding, avsender: .init(partner: "skole", source: "/no/974650762/skole", id: "9", rett: rett), format: .json))
    }

    private func skjerm(_ enhet: Kassasjonsenhet) -> EndreSkjerming {
        EndreSkjerming(
            arkivenhet: enhet, skjerming: .init(tilgangsrestriksjon: "13", skjermingshjemmel: "Offl. § 13"), begrunnelse: "Vurdert")
    }

    private func klasse(_ arkiv: Arkivproeve, _ id: String, i system: String = "K-koder") throws -> Klasse {
        let found = try #require(arkiv.tilstand.klassifikasjonssystem(navn: system))
        return try #require(arkiv.tilstand.klasse(id, i: found.systemID))
    }

    private func klassifisert(_ system: String, _ id: String) -> Arkivmelding {
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon = [.init(klassifikasjonssystemID: system, klasseID: id)]
        return melding
    }

    /// Two cases of barnevern's, the second one screened, each with a key and a letter that has a document with a key; and an open one of the school's.
    private func toSaker() throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        for (number, isScreened) in [(1, false), (2, true)] {
            var sak = Meldinger.sak(noekkel: EksternNoekkel(fagsystem: "bv", noekkel: "SAK-\(number)"))
            if isScreened { sak.mappe?.skjerming = Meldinger.skjerming() }
            try arkiv.send(sak, av: "barnevern")
            var brev = Meldinger.brev(
                i: ReferanseTilMappe(mappeID: "2026/\(number)"), noekkel: EksternNoekkel(fagsystem: "bv", noekkel: "BREV-\(number)"))
            brev.registrering?.dokumentbeskrivelse[0].referanseEksternNoekkel = EksternNoekkel(fagsystem: "bv", noekkel: "DOK-\(number)")
            try arkiv.send(brev, av: "barnevern")
        }
        try arkiv.send(Meldinger.sak(), av: "skole")
        return arkiv
    }

    // MARK: - Arkivdeler

    /// A second arkivdel that is screened, with its systemID.
    private func medSkjermetArkivdel() throws -> (arkiv: Arkivproeve, arkivdel: Arkivdel) {
        var arkiv = Arkivproeve()
        let first = try #require(arkiv.tilstand.arkivdel(tittel: "Sakarkiv"))
        let made = try arkiv.utfoer(
            OpprettArkivdel(referanseArkiv: first.referanseArkiv, tittel: "Barnevern Lise", klassifikasjonssystem: ["KK", "Personnummer"])
        ).reply
        try arkiv.utfoer(skjerm(.arkivdel(made.systemID)))
        return (arkiv, made)
    }

    @Test func `a screened arkivdel is not there, by title and by systemID, and takes no mappe of whoever does not see it`() throws {
        let (arkiv, arkivdel) = try medSkjermetArkivdel()
        func i(_ name: String) -> Arkivmelding {
            var melding = Meldinger.sak()
            melding.mappe?.arkivdel = Arkivmelding.Kode(kode: name)
            return melding
        }
        for name in [arkivdel.tittel, arkivdel.systemID.rawValue] {
            let unknown = feil(arkiv, i("Finnes ikke")).map { $0.message.replacing("Finnes ikke", with: name) }
            let told = feil(arkiv, i(name), rest)
            #expect(told.map(\.code) == ["not_found"])
            #expect(told.map(\.message) == unknown)
            #expect(feil(arkiv, i(name), Partnerrett(klarering: ["13"])) == [])
        }
    }

    @Test func `a screened arkivdel that the rule leads to is not named`() throws {
        var arkiv = Arkivproeve()
        let arkivdel = try #require(arkiv.tilstand.arkivdel(tittel: "Sakarkiv"))
        try arkiv.utfoer(skjerm(.arkivdel(arkivdel.systemID)))
        try arkiv.utfoer(EndreArkivdelstatus(arkivdel: arkivdel.systemID, arkivdelstatus: "P"))
        let told = feil(arkiv, klassifisert("Finnes ikke", "0"))
        #expect(told.map(\.code).contains("arkivdel_closed"))
        #expect(!told.map(\.message).joined().contains("Sakarkiv"), "\(told)")
    }

    // MARK: - Classes

    @Test func `a screened class is not there`() throws {
        var arkiv = Arkivproeve()
        let unknown = feil(arkiv, klassifisert("KK", "999")).map { $0.message.replacing("999", with: "1") }
        try arkiv.utfoer(skjerm(.klasse(try klasse(arkiv, "1").systemID)))
        let told = feil(arkiv, klassifisert("KK", "1"))
        #expect(told.map(\.code) == ["not_found"])
        #expect(told.map(\.message) == unknown)
        #expect(feil(arkiv, klassifisert("KK", "1"), Partnerrett(klarering: ["13"])) == [])
    }

    @Test func `a person's number is filed under whether it was used before or not, and what stands in the way is not told`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak(), av: "barnevern")
        #expect(feil(arkiv, Meldinger.sak()) == [])
        let closed = try lukket(arkiv, try klasse(arkiv, "19085830948", i: Self.numre).systemID)
        let told = feil(closed, Meldinger.sak())
        #expect(told.map(\.code) == ["not_granted"])
        #expect(!told.map(\.message).joined().contains("19085830948") && !told.map(\.message).joined().contains("closed"), "\(told)")
        #expect(feil(closed, Meldinger.sak(), Partnerrett(klarering: ["26"])).map(\.code) == ["klasse_closed"])
    }

    private func lukket(_ arkiv: Arkivproeve, _ klasse: SystemID) throws -> Arkivproeve {
        var copy = arkiv
        try copy.utfoer(AvsluttKlasse(klasse: klasse))
        return copy
    }

    @Test func `that a hidden class holds mapper is not told to whoever would put a registrering there`() throws {
        var arkiv = Arkivproeve()
        let first = try #require(arkiv.tilstand.arkivdel(tittel: "Sakarkiv"))
        try arkiv.utfoer(
            OpprettArkivdel(referanseArkiv: first.referanseArkiv, tittel: "Personmapper", klassifikasjonssystem: ["Personnummer"]))
        var sak = Meldinger.sak()
        sak.mappe?.arkivdel = Arkivmelding.Kode(kode: "Personmapper")
        try arkiv.send(sak, av: "barnevern")
        var melding = Meldinger.melding(Arkivmelding.Registrering(slag: .registrering, tittel: "Gjett"))
        melding.registrering?.arkivdel = Arkivmelding.Kode(kode: "Personmapper")
        melding.registrering?.klassifikasjon = [.init(klassifikasjonssystemID: Self.numre, klasseID: "19085830948")]
        let told = feil(arkiv, melding)
        #expect(told.map(\.code) == ["not_granted"])
        #expect(!told.map(\.message).joined().contains("mapper"))
        #expect(feil(arkiv, melding, Partnerrett(klarering: ["26"])).map(\.code) == ["mixed_content"])
    }

    // MARK: - References

    @Test func `a hidden object beside a known one in a reference answers as one that does not exist`() throws {
        let arkiv = try toSaker()
        func mappe(_ key: String) -> [Fault] {
            feil(
                arkiv,
                Meldinger.brev(
                    i: ReferanseTilMappe(mappeID: "2026/3", referanseEksternNoekkel: EksternNoekkel(fagsystem: "bv", noekkel: key))))
        }
        #expect(mappe("SAK-2").map(\.code) == ["not_found"])
        #expect(mappe("SAK-2") == mappe("SAK-9"))
        #expect(mappe("SAK-1").map(\.code) == ["ambiguous_reference"], "the open one it may know of")
    }

    @Test func `the same holds for cross-references, to registreringer and documents too`() throws {
        let arkiv = try toSaker()
        func kryss(_ change: (inout Arkivmelding.Kryssreferanse) -> Void) -> [Fault] {
            var reference = Arkivmelding.Kryssreferanse()
            change(&reference)
            var sak = Meldinger.sak()
            sak.mappe?.kryssreferanse = [reference]
            return feil(arkiv, sak)
        }
        func noekkel(_ text: String) -> EksternNoekkel { EksternNoekkel(fagsystem: "bv", noekkel: text) }
        let open = try #require(arkiv.tilstand.registrering(noekkel: noekkel("BREV-1")))
        func brev(_ key: String) -> [Fault] {
            kryss { $0.referanseTilRegistrering = ReferanseTilRegistrering(systemID: open, referanseEksternNoekkel: noekkel(key)) }
        }
        #expect(brev("BREV-1") == [])
        #expect(brev("BREV-2").map(\.code) == ["not_found"])
        #expect(brev("BREV-2") == brev("BREV-9"))
        func dokument(_ post: String) -> [Fault] {
            kryss {
                $0.referanseTilDokumentbeskrivelse = ReferanseTilDokumentbeskrivelse(
                    journalpostDokumentnummer: JournalpostDokumentnummer(
                        referanseTilJournalpost: ReferanseTilRegistrering(systemID: open, referanseEksternNoekkel: noekkel(post)),
                        dokumentnummer: 1))
            }
        }
        #expect(dokument("BREV-2").map(\.code) == ["not_found"])
        #expect(dokument("BREV-2") == dokument("BREV-9"))
        func sak(_ key: String) -> [Fault] {
            kryss { $0.referanseTilMappe = ReferanseTilMappe(mappeID: "2026/3", referanseEksternNoekkel: noekkel(key)) }
        }
        #expect(sak("SAK-2").map(\.code) == ["not_found"])
        #expect(sak("SAK-2") == sak("SAK-9"))
    }

    @Test func `a meeting that is hidden is not there to be the one before or after`() throws {
        var arkiv = Arkivproeve()
        let utvalg = Arkivmelding.Identifikatorer(navn: "Formannskapet")
        var members = Arkivmelding.Moetemappe(moetenummer: "1", utvalg: utvalg, moetedato: Dato(daysSinceEpoch: 20_600))
        var melding = Arkivmelding(system: "Møter", antallFiler: 0)
        melding.mappe = Arkivmelding.Mappe(slag: .moetemappe(members), tittel: "Lukket møte")
        melding.mappe?.skjerming = Meldinger.skjerming()
        try arkiv.send(melding, av: "politikk")
        let hidden = try #require(arkiv.tilstand.mappe(mappeID: "2026/M1"))
        let nobody = try #require(SystemID("00000000-0000-4000-8000-000000000000"))
        melding.mappe?.skjerming = nil
        func told(_ id: SystemID) -> [Fault] {
            members.referanseForrigeMoete = id
            members.referanseNesteMoete = id
            melding.mappe?.slag = .moetemappe(members)
            return feil(arkiv, melding)
        }
        let unknown = told(nobody).map { $0.message.replacing(nobody.rawValue, with: hidden.rawValue) }
        #expect(told(hidden).map(\.code) == ["not_found", "not_found"])
        #expect(told(hidden).map(\.message) == unknown)
    }

    // MARK: - Keys

    @Test func `a receipt of another's registrering, which the sender may change, tells nothing of its documents`() throws {
        var arkiv = try toSaker()
        let brev = Meldinger.brev(
            i: ReferanseTilMappe(mappeID: "2026/1"), noekkel: EksternNoekkel(fagsystem: "bv", noekkel: "BREV-1"))
        func dokumenter(_ partner: String, _ rett: Partnerrett? = nil) throws -> Int? {
            guard case .kvittering(let kvittering) = try arkiv.send(brev, av: partner, rett).registrering else { return nil }
            #expect(kvittering.opprettetEllerEksisterende == .eksisterende)
            return kvittering.dokumentbeskrivelseKvittering.count
        }
        #expect(try dokumenter("skole", Partnerrett(systemer: ["barnevern"])) == 0)
        #expect(try dokumenter("barnevern") == 2)
    }

    @Test func `a key in use tells that it is in use, not by whom, for what, or where`() throws {
        let arkiv = try toSaker()
        var texts: Set<String> = []
        for number in 1...2 {
            let sak = Meldinger.sak(noekkel: EksternNoekkel(fagsystem: "bv", noekkel: "SAK-\(number)"))
            let brev = Meldinger.brev(
                i: ReferanseTilMappe(mappeID: "2026/3"), noekkel: EksternNoekkel(fagsystem: "bv", noekkel: "BREV-\(number)"))
            var dokument = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/3"))
            dokument.registrering?.dokumentbeskrivelse[0].referanseEksternNoekkel = EksternNoekkel(
                fagsystem: "bv", noekkel: "DOK-\(number)")
            for melding in [sak, brev, dokument] {
                let told = feil(arkiv, melding)
                #expect(told.map(\.code) == ["already_exists"])
                texts.formUnion(told.map(\.message))
            }
        }
        #expect(texts == ["The key is in use"])
    }
}
