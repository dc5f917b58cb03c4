import Domain
import DomainTestSupport
import Testing

/// Whoever gives a command changes nothing that they may not see, and learns nothing of it from the answer.
@Suite struct KommandoinnsynTests {
    private func leser(_ klarering: [String]?, gradering: [String]? = nil) -> Leser {
        Leser(identitet: "arne", rolle: "arkivar", klarering: klarering, gradering: gradering)
    }

    private func feil(_ arkiv: Arkivproeve, _ command: some RegistryCommand, _ leser: Leser) -> [Fault] {
        var copy = arkiv
        copy.leser = leser
        return copy.feil(command)
    }

    private func skjerm(_ enhet: Kassasjonsenhet, _ kode: String? = "13") -> EndreSkjerming {
        EndreSkjerming(
            arkivenhet: enhet, skjerming: kode.map { .init(tilgangsrestriksjon: $0, skjermingshjemmel: "Offl. § \($0)") },
            begrunnelse: "Vurdert")
    }

    private func klasse(_ arkiv: Arkivproeve, _ id: String) throws -> SystemID {
        let system = try #require(arkiv.tilstand.klassifikasjonssystem(navn: "KK"))
        return try #require(arkiv.tilstand.klasse(id, i: system.systemID)).systemID
    }

    /// A case with a letter, as they are made by a change to each.
    private func sak(
        _ sak: (inout Arkivmelding.Mappe) -> Void = { _ in }, _ brev: (inout Arkivmelding.Registrering) -> Void = { _ in }
    ) throws -> (arkiv: Arkivproeve, sak: SystemID, post: SystemID) {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        if var mappe = melding.mappe {
            sak(&mappe)
            melding.mappe = mappe
        }
        try arkiv.send(melding)
        var post = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        if var registrering = post.registrering {
            brev(&registrering)
            post.registrering = registrering
        }
        try arkiv.send(post, av: "byggsak", Partnerrett(gradering: ["B"]))
        return (
            arkiv, try #require(arkiv.tilstand.mappe(mappeID: "2026/1")),
            try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        )
    }

    // MARK: - Classes

    private func ny(_ id: String, _ tittel: String = "Ny", under: String? = nil, i system: String = "KK") -> OpprettKlasse {
        OpprettKlasse(klassifikasjonssystem: system, klasseID: id, tittel: tittel, overordnetKlasse: under)
    }

    @Test func `a class that is hidden tells neither its title nor that a guess at it was right`() throws {
        var arkiv = Arkivproeve()
        try arkiv.utfoer(ny("A1", "Varsling om Lise"))
        try arkiv.utfoer(skjerm(.klasse(try klasse(arkiv, "A1"))))
        let wrong = feil(arkiv, ny("A1"), leser([]))
        #expect(wrong.map(\.code) == ["already_exists"])
        #expect(!wrong.map(\.message).joined().contains("Lise"))
        #expect(feil(arkiv, ny("A1", "Varsling om Lise"), leser([])) == wrong)
        #expect(feil(arkiv, ny("A1", "Varsling om Lise"), leser(["13"])) == [])
        #expect(feil(arkiv, ny("A1"), leser(["13"])).map(\.message).joined().contains("Lise"))
    }

    @Test func `a hidden class to make one below, or to put a mappe under, is not there`() throws {
        var (arkiv, sak, _) = try sak()
        try arkiv.utfoer(ny("A1"))
        try arkiv.utfoer(AvsluttKlasse(klasse: try klasse(arkiv, "A1")))
        try arkiv.utfoer(skjerm(.klasse(try klasse(arkiv, "A1"))))
        func under(_ id: String) -> [Fault] { feil(arkiv, ny("B", under: id), leser([])) }
        #expect(under("A1").map(\.code) == ["not_found"])
        #expect(under("A1").map(\.message) == under("A9").map { $0.message.replacing("A9", with: "A1") })
        func til(_ id: String, _ klarering: [String]) -> [Fault] {
            let command = OmklassifiserMappe(mappe: ReferanseTilMappe(systemID: sak), klasseID: id, begrunnelse: "Feil")
            return feil(arkiv, command, leser(klarering))
        }
        #expect(til("A1", []).map(\.code) == ["not_found"])
        #expect(til("A1", []).map(\.message) == til("A9", []).map { $0.message.replacing("A9", with: "A1") })
        #expect(til("A1", ["13"]).map(\.code) == ["klasse_closed"])
        #expect(til("1", []) == [])
    }

    @Test func `a class of a person's number is screened from the start, and which there are is for those cleared for them`() throws {
        var arkiv = Arkivproeve()
        let command = ny("19085830948", i: "Personnummer")
        let before = feil(arkiv, command, leser(["13"]))
        #expect(before.map(\.code) == ["not_cleared"])
        let made = try arkiv.utfoer(command).reply
        #expect(made.skjerming?.tilgangsrestriksjon.kode == "26")
        #expect(feil(arkiv, command, leser(["13"])) == before)
        #expect(feil(arkiv, command, leser(["26"])) == [])
    }

    @Test func `an arkivdel that is hidden is not given to whoever guesses its title`() throws {
        var arkiv = Arkivproeve()
        let first = try #require(arkiv.tilstand.arkivdel(tittel: "Sakarkiv"))
        let command = OpprettArkivdel(referanseArkiv: first.referanseArkiv, tittel: "Barnevern", klassifikasjonssystem: ["KK"])
        let made = try arkiv.utfoer(command).reply
        try arkiv.utfoer(skjerm(.arkivdel(made.systemID)))
        #expect(feil(arkiv, command, leser([])).map(\.code) == ["already_exists"])
        #expect(feil(arkiv, command, leser(["13"])) == [])
        let next = OpprettArkivdel(
            referanseArkiv: first.referanseArkiv, tittel: "Neste", klassifikasjonssystem: ["KK"], referanseForloeper: made.systemID)
        #expect(feil(arkiv, next, leser([])).map(\.code) == ["not_found"])
        var regel = try #require(arkiv.tilstand.regel("standard"))
        regel.referanseArkivdel = made.systemID
        #expect(feil(arkiv, OpprettRegel(regel: regel), leser([])).map(\.code) == ["not_found"])
    }

    // MARK: - Objects

    @Test func `whoever closes a case writes off nothing that they may not see`() throws {
        for (skjermet, grad) in [(true, String?.none), (false, "F")] {
            let (arkiv, sak, _) = try sak({ _ in }) { brev in
                brev.skjerming = skjermet ? Meldinger.skjerming() : nil
                brev.gradering = grad.map {
                    Arkivmelding.Gradering(
                        grad: Arkivmelding.Kode(kode: $0), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "x")
                }
            }
            let lukk = AvsluttSaksmappe(saksmappe: ReferanseTilMappe(systemID: sak), avskrivRestanser: true)
            #expect(feil(arkiv, lukk, leser([])).map(\.code) == ["locked"])
            #expect(!feil(arkiv, lukk, leser(nil, gradering: ["F"])).map(\.code).contains("locked"))
        }
    }

    @Test func `no command changes what its giver may not see, whatever it is about`() throws {
        let (arkiv, sak, post) = try sak { $0.skjerming = Meldinger.skjerming() }
        let dokument = try #require(arkiv.tilstand.registreringsvariant(post)?.registrering.dokumentbeskrivelse.first?.systemID)
        let (mappe, brev) = (ReferanseTilMappe(systemID: sak), ReferanseTilRegistrering(systemID: post))
        let avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Arne"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))
        let commands: [any RegistryCommand] = [
            EndreSaksstatus(saksmappe: mappe, saksstatus: "R"), AvsluttSaksmappe(saksmappe: mappe), GjenaapneSaksmappe(saksmappe: mappe),
            OmklassifiserMappe(mappe: mappe, klasseID: "1", begrunnelse: "Feil"), EndreJournalstatus(journalpost: brev, journalstatus: "E"),
            AvskrivJournalpost(journalpost: brev, avskrivning: avskrivning, korrespondansepart: "finnes ikke"),
            OpphevAvskrivning(journalpost: brev),
            OpprettMerknad(eier: .mappe(sak), merknadstekst: "x"), OpprettMerknad(eier: .registrering(post), merknadstekst: "x"),
            OpprettMerknad(eier: .dokumentbeskrivelse(dokument), merknadstekst: "x"), skjerm(.mappe(sak), nil), skjerm(.registrering(post)),
            skjerm(.dokumentbeskrivelse(dokument)), EndreKassasjon(arkivenhet: .mappe(sak), kassasjon: nil, begrunnelse: "x"),
        ]
        for command in commands {
            #expect(feil(arkiv, command, leser(["26", "UO"])).map(\.code) == ["not_cleared"], "\(command)")
            #expect(!feil(arkiv, command, leser(["13", "UO"])).map(\.code).contains("not_cleared"), "\(command)")
        }
    }

    @Test func `by another name than its systemID a hidden case answers as one that does not exist`() throws {
        let (arkiv, sak, _) = try sak { $0.skjerming = Meldinger.skjerming() }
        func told(_ reference: ReferanseTilMappe) -> [Fault] {
            feil(arkiv, EndreSaksstatus(saksmappe: reference, saksstatus: "R"), leser([]))
        }
        #expect(told(ReferanseTilMappe(mappeID: "2026/1")) == told(ReferanseTilMappe(mappeID: "2026/99")))
        #expect(told(ReferanseTilMappe(systemID: sak, mappeID: "2026/1")).map(\.code) == ["not_found"])
    }

    @Test func `who may not see a party is not told whether the sender's name for it is right`() throws {
        let (arkiv, _, post) = try sak({ _ in }) {
            $0.korrespondansepart[0].erSkjermet = true
            $0.korrespondansepart[0].korrespondansepartID = "19085830948"
        }
        let avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Arne"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))
        func told(_ part: String, _ klarering: [String]) -> [Fault] {
            let brev = ReferanseTilRegistrering(systemID: post)
            return feil(arkiv, AvskrivJournalpost(journalpost: brev, avskrivning: avskrivning, korrespondansepart: part), leser(klarering))
        }
        #expect(told("19085830948", []).map(\.code) == ["not_found"])
        #expect(told("19085830948", []).map(\.message) == told("1", []).map { $0.message.replacing("«1»", with: "«19085830948»") })
        #expect(told("19085830948", ["UO"]) == [])
    }

    @Test func `a journalpost that is hidden is not there to be the answer to another`() throws {
        var (arkiv, _, post) = try sak()
        var svar = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        svar.registrering?.skjerming = Meldinger.skjerming()
        try arkiv.send(svar)
        var avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Arne"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "BU"))
        avskrivning.referanseAvskrivesAvJournalpost = ReferanseTilRegistrering(registreringsID: "2026/1-2")
        let command = AvskrivJournalpost(journalpost: ReferanseTilRegistrering(systemID: post), avskrivning: avskrivning)
        #expect(feil(arkiv, command, leser([])).map(\.code) == ["not_found"])
        #expect(feil(arkiv, command, leser(["13"])) == [])
    }

    @Test func `what stands in the way of closing a case is named by its number alone where it is graded`() throws {
        let (arkiv, sak, _) = try sak({ _ in }) {
            $0.gradering = Arkivmelding.Gradering(
                grad: Arkivmelding.Kode(kode: "B"), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "Kari")
        }
        let command = AvsluttSaksmappe(saksmappe: ReferanseTilMappe(systemID: sak))
        let told = feil(arkiv, command, leser(nil))
        #expect(told.map(\.code) == ["locked"])
        #expect(told.map(\.message).joined().contains("2026/1-1"))
        #expect(feil(arkiv, command, leser(nil, gradering: ["B"])).map(\.code).contains("restanse"))
    }

    @Test func `a remark screened by itself does not answer for one with the same text`() throws {
        var (arkiv, _, post) = try sak({ _ in }) {
            var merknad = Arkivmelding.Merknad(merknadstekst: "Ringte Lise")
            (merknad.erSkjermet, merknad.merknadRegistrertAv) = (true, "byggsak")
            $0.merknad = [merknad]
        }
        arkiv.leser = leser([])
        let command = OpprettMerknad(eier: .registrering(post), merknadstekst: "Ringte Lise")
        #expect(try arkiv.utfoer(command).events.count == 1)
        #expect(try arkiv.utfoer(command).events.isEmpty, "one's own is made once")
    }

    // MARK: - Screening

    @Test func `whoever sees an object without some of its parts does not change its screening`() throws {
        let (arkiv, _, post) = try sak({ _ in }) { $0.korrespondansepart[0].erSkjermet = true }
        for kode in ["13", nil] {
            #expect(feil(arkiv, skjerm(.registrering(post), kode), leser(["13"])).map(\.code) == ["not_cleared"])
            #expect(feil(arkiv, skjerm(.registrering(post), kode), leser(["13", "UO"])) == [])
        }
    }

    @Test func `nobody screens what lies around parts that they do not see, nor moves a mappe to where a provision covers them`() throws {
        var (arkiv, sak, _) = try sak({ _ in }) { $0.korrespondansepart[0].erSkjermet = true }
        let arkivdel = try #require(arkiv.tilstand.mappe(sak)?.arkivdel)
        for enhet in [Kassasjonsenhet.arkivdel(arkivdel), .klasse(try klasse(arkiv, "1")), .mappe(sak)] {
            #expect(feil(arkiv, skjerm(enhet), leser(["13"])).map(\.code) == ["not_cleared"], "\(enhet)")
            #expect(feil(arkiv, skjerm(enhet), leser(["13", "UO"])) == [], "\(enhet)")
        }
        try arkiv.utfoer(skjerm(.klasse(try klasse(arkiv, "1"))))
        let move = OmklassifiserMappe(mappe: ReferanseTilMappe(systemID: sak), klasseID: "1", begrunnelse: "Feil")
        #expect(feil(arkiv, move, leser(["13"])).map(\.code) == ["not_cleared"])
        #expect(feil(arkiv, move, leser(["13", "UO"])) == [])
    }

    @Test func `parts that stood by themselves stay hidden from those cleared for a new provision, until it is removed too`() throws {
        var (arkiv, _, post) = try sak({ _ in }) { $0.korrespondansepart[0].erSkjermet = true }
        let dag = arkiv.circumstances.today
        func visning(_ klarering: [String]) -> Visning { leser(klarering).visning(av: arkiv.tilstand.tilgang(post), dag) }
        #expect(visning([]) == .utenDeler([.parter]))
        for kode in ["13", "26"] {
            try arkiv.utfoer(skjerm(.registrering(post), kode))
            #expect(visning([]) == .skjermet)
            #expect(visning([kode]) == .utenDeler([.parter]))
            #expect(visning([kode, "UO"]) == .hel)
        }
        try arkiv.utfoer(
            EndreSkjerming(arkivenhet: .registrering(post), skjerming: nil, offentligTittel: "Bestilling", begrunnelse: "Vurdert"))
        guard case .utenDeler(let deler) = visning(["26"]) else {
            Issue.record("\(visning(["26"]))")
            return
        }
        #expect(deler.contains(.parter))
    }

    @Test func `parts of what was sent as screened are covered by its provision, also by another one later`() throws {
        var (arkiv, _, post) = try sak({ _ in }) {
            $0.skjerming = Meldinger.skjerming()
            $0.korrespondansepart[0].erSkjermet = true
        }
        let dag = arkiv.circumstances.today
        #expect(leser(["13"]).visning(av: arkiv.tilstand.tilgang(post), dag) == .hel)
        try arkiv.utfoer(skjerm(.registrering(post), "26"))
        #expect(leser(["26"]).visning(av: arkiv.tilstand.tilgang(post), dag) == .hel)
    }

    @Test func `a screening that is set further out uncovers nothing that was hidden in what it lies around`() throws {
        var (arkiv, mappe, post) = try sak({ _ in }) {
            $0.korrespondansepart[0].erSkjermet = true
            $0.offentligTittel = "Personalsak"
        }
        let dag = arkiv.circumstances.today
        let klasse = try #require(arkiv.tilstand.mappevariant(mappe)?.mappe.referanseKlasse)
        let arkivdel = try #require(arkiv.tilstand.mappevariant(mappe)?.mappe.referanseArkivdel)
        for enhet: Kassasjonsenhet in [.mappe(mappe), .klasse(klasse), .arkivdel(arkivdel)] {
            try arkiv.utfoer(skjerm(enhet, "13"))
            let tilgang = arkiv.tilstand.tilgang(post)
            #expect(leser([]).visning(av: tilgang, dag) == .skjermet)
            #expect(leser(["13"]).visning(av: tilgang, dag) == .utenDeler([.tittel, .parter]))
            #expect(leser(["13", "UO"]).visning(av: tilgang, dag) == .hel)
        }
    }

    @Test func `what came with a provision is covered until that ends, whatever else holds`() throws {
        var (arkiv, mappe, post) = try sak({ _ in }) {
            var skjerming = Meldinger.skjerming()
            skjerming.skjermingOpphoererDato = Dato(daysSinceEpoch: 40_000)
            $0.skjerming = skjerming
            $0.korrespondansepart[0].erSkjermet = true
        }
        try arkiv.utfoer(skjerm(.mappe(mappe), "13"))
        let tilgang = arkiv.tilstand.tilgang(post)
        #expect(leser(["13"]).visning(av: tilgang, Dato(daysSinceEpoch: 39_999)) == .hel)
        #expect(leser(["13"]).visning(av: tilgang, Dato(daysSinceEpoch: 40_000)) == .utenDeler([.parter]))
    }
}
