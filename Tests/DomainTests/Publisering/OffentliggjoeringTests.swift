import Domain
import DomainTestSupport
import Testing

/// What is told to the public, and withdrawn, in the commit that makes it so.
@Suite struct OffentliggjoeringTests {
    /// A case with one letter that is journalført at once; the letter's systemID.
    private func arkiv(_ change: (inout Arkivmelding) -> Void = { _ in }) throws -> (arkiv: Arkivproeve, post: SystemID) {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak(tittel: "Garasje"))
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        change(&melding)
        try arkiv.send(melding)
        return (arkiv, try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1")))
    }

    private let tittel = "Bestilling av oppmålingsforretning"

    private func screen(
        _ enhet: Kassasjonsenhet, _ offentligTittel: String? = nil, til dato: Dato? = nil, fjern: Bool = false
    ) -> EndreSkjerming {
        let wish = EndreSkjerming.Oensket(
            tilgangsrestriksjon: "13", skjermingshjemmel: "Offl. § 13", skjermingOpphoererDato: dato)
        return EndreSkjerming(
            arkivenhet: enhet, skjerming: fjern ? nil : wish, offentligTittel: offentligTittel, begrunnelse: "Vurdert")
    }

    private func names(_ events: [any DomainEvent]) -> [String] { events.map(\.eventType) }

    @Test func `a letter that is journalført is public in the same commit, with its title and its case's`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak(tittel: "Garasje"))
        let events = try arkiv.utfoer(OpprettArkivmelding(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")), id: "1")).events
        let told = try #require(events.last as? JournalpostOffentliggjort)
        #expect((told.registreringsID, told.mappeID, told.journaldato) == ("2026/1-1", "2026/1", arkiv.circumstances.today))
        #expect((told.offentligTittel, told.mappeOffentligTittel, told.erSkjermet) == (tittel, "Garasje", false))
    }

    @Test func `a draft has no journaldato and is not told; journalført it has one and is`() throws {
        var (arkiv, id) = try arkiv {
            $0 = $0.journalpost {
                $0.journalstatus = .init(kode: "S"); $0.journaldato = Dato("2026-01-01")
            }
        }
        #expect(arkiv.tilstand.offentliggjort(id) == nil)
        #expect(arkiv.tilstand.kvittering(registrering: id)?.journaldato == nil)
        arkiv.now = Tidspunkt(milliseconds: arkiv.now.milliseconds + 86_400_000)
        let wish = EndreJournalstatus(journalpost: ReferanseTilRegistrering(systemID: id), journalstatus: "J")
        #expect(try names(arkiv.utfoer(wish).events) == ["journalpost.statusendret", "journalpost.offentliggjort"])
        #expect(arkiv.tilstand.kvittering(registrering: id)?.journaldato == arkiv.circumstances.today)
        let cancelled = EndreJournalstatus(journalpost: ReferanseTilRegistrering(systemID: id), journalstatus: "U")
        #expect(try names(arkiv.utfoer(cancelled).events) == ["journalpost.statusendret", "journalpost.trukkettilbake"])
        #expect(arkiv.tilstand.offentliggjort(id) == nil)
    }

    @Test func `a post that goes from sent to journalført keeps the day it came into the journal, and is told once`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.registrering?.korrespondansepart.append(Meldinger.ekstern("EM", "Mottaker"))
        melding = melding.journalpost { ($0.journalposttype, $0.journalstatus) = (.init(kode: "U"), .init(kode: "E")) }
        try arkiv.send(melding)
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let day = arkiv.circumstances.today
        #expect(arkiv.tilstand.offentliggjort(id) == nil)
        arkiv.now = Tidspunkt(milliseconds: arkiv.now.milliseconds + 3 * 86_400_000)
        let wish = EndreJournalstatus(journalpost: ReferanseTilRegistrering(systemID: id), journalstatus: "J")
        #expect(try names(arkiv.utfoer(wish).events) == ["journalpost.statusendret", "journalpost.offentliggjort"])
        #expect(arkiv.tilstand.kvittering(registrering: id)?.journaldato == day)
    }

    @Test(arguments: ["post", "mappe", "klasse", "arkivdel"])
    func `what is screened after it was told is withdrawn in the same commit, at whatever level`(level: String) throws {
        var (arkiv, id) = try arkiv()
        #expect(arkiv.tilstand.offentliggjort(id)?.offentligTittel == tittel)
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let mappe = try #require(arkiv.tilstand.mappevariant(sak)).mappe
        let klasse = try #require(mappe.referanseKlasse)
        let enhet: [String: Kassasjonsenhet] = [
            "post": .registrering(id), "mappe": .mappe(mappe.systemID), "klasse": .klasse(klasse),
            "arkivdel": .arkivdel(mappe.referanseArkivdel),
        ]
        let place = try #require(enhet[level])
        let events = try arkiv.utfoer(screen(place)).events
        #expect(names(events).prefix(2) == ["skjerming.endret", "journalpost.trukkettilbake"])
        #expect(arkiv.tilstand.offentliggjort(id)?.offentligTittel == (level == "post" ? "*****" : nil))
        for case let told as JournalpostOffentliggjort in events { #expect(told.erSkjermet && told.offentligTittel != tittel) }
        // Opened again: told again, at once or by the registry's own looking through.
        try arkiv.utfoer(screen(place, fjern: true))
        try arkiv.utfoer(OppdaterOffentliggjoering(journalposter: [id]))
        #expect(arkiv.tilstand.offentliggjort(id)?.offentligTittel == tittel)
    }

    @Test func `a case that is screened takes its posts with it, but for those with a title for the public, which are told anew`() throws {
        var (arkiv, open) = try arkiv()
        var other = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        other.registrering?.offentligTittel = "Bestilling"
        other.registrering?.skjerming = Meldinger.skjerming()
        try arkiv.send(other)
        let given = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-2"))
        #expect(arkiv.tilstand.offentliggjort(given)?.offentligTittel == "Bestilling")
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let events = try arkiv.utfoer(screen(.mappe(sak), "Byggesak")).events
        #expect(events.compactMap { ($0 as? JournalpostTrukketTilbake)?.journalpost } == [open, given])
        let told = try #require(events.last as? JournalpostOffentliggjort)
        #expect((told.journalpost, told.offentligTittel, told.mappeOffentligTittel) == (given, "Bestilling", "Byggesak"))
        #expect(arkiv.tilstand.offentliggjort(open) == nil)
    }

    @Test func `a screening that ends on a day, a delay that is over and another policy are found when they are looked for, once`() throws {
        var (arkiv, id) = try arkiv()
        let end = arkiv.circumstances.today.adding(dager: 10)
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        try arkiv.utfoer(screen(.mappe(sak), til: end))
        #expect(arkiv.tilstand.publisertAnnerledes([id], end.adding(dager: -1)).isEmpty)
        #expect(arkiv.tilstand.publisertAnnerledes([id], end) == [id])
        arkiv.now = Tidspunkt(milliseconds: arkiv.now.milliseconds + 10 * 86_400_000)
        let look = OppdaterOffentliggjoering(journalposter: [id, id])
        #expect(try names(arkiv.utfoer(look).events) == ["journalpost.offentliggjort"])
        #expect(arkiv.tilstand.offentliggjort(id)?.offentligTittel == tittel)
        #expect(try arkiv.utfoer(look).events.isEmpty)

        try arkiv.utfoer(EndrePubliseringsregel(regel: Publiseringsregel(forsinkelseDager: 30), begrunnelse: "Vent"))
        #expect(try names(arkiv.utfoer(look).events) == ["journalpost.trukkettilbake"])
        arkiv.now = Tidspunkt(milliseconds: arkiv.now.milliseconds + 20 * 86_400_000)
        #expect(try names(arkiv.utfoer(look).events) == ["journalpost.offentliggjort"])
    }

    @Test func `graded and internal posts are never told, and one commit looks at no more than its limit`() throws {
        let (graded, id) = try arkiv {
            $0.registrering?.gradering = Arkivmelding.Gradering(
                grad: .init(kode: "B"), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "x")
        }
        #expect(graded.tilstand.offentliggjort(id) == nil)
        let (internt, note) = try arkiv {
            $0 = Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/1")).journalpost { $0.journalstatus = .init(kode: "J") }
        }
        #expect(internt.tilstand.offentliggjort(note) == nil)
        let many = OppdaterOffentliggjoering(journalposter: Array(repeating: id, count: Publisering.limitPerCommit + 1))
        #expect(internt.feil(many).map(\.pointer) == ["/journalposter"])
    }

    @Test func `of more posts than one commit takes, the rest is left to be looked for`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        let count = Publisering.limitPerCommit + 20
        for number in 1...count {
            try arkiv.send(
                Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"), noekkel: EksternNoekkel(fagsystem: "f", noekkel: "\(number)")))
        }
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let first = try arkiv.utfoer(screen(.mappe(sak))).events.count { $0 is JournalpostTrukketTilbake }
        #expect(first == Publisering.limitPerCommit)
        let left = arkiv.tilstand.offentliggjorte(i: .mappe(sak), limit: .max)
        #expect(left.count == 20)
        #expect(try arkiv.utfoer(OppdaterOffentliggjoering(journalposter: left)).reply.antall == 20)
        #expect(arkiv.tilstand.offentliggjorte(i: .mappe(sak), limit: .max).isEmpty)
    }

    @Test(arguments: [UInt64](1...6))
    func `whatever happens, nothing is known to the public that it may not know`(seed: UInt64) throws {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        var told = 0
        for _ in 0..<250 {
            let events = stream.neste(&arkiv)
            told += events.count { $0 is JournalpostOffentliggjort }
            // By itself a day that passes changes what is public; what a decision changed stands in its own commit.
            let dag = arkiv.circumstances.today
            for id in arkiv.tilstand.alleRegistreringer {
                guard let known = arkiv.tilstand.offentliggjort(id), let variant = arkiv.tilstand.registreringsvariant(id) else { continue }
                let visning = Leser.offentligheten.visning(av: arkiv.tilstand.tilgang(id), dag)
                let felles = variant.registrering
                let allowed = visning.tittel(felles.offentligTittel ?? felles.tittel, offentlig: felles.offentligTittel)
                #expect(known.offentligTittel == allowed || known.offentligTittel == felles.offentligTittel, "seed \(seed)")
            }
        }
        #expect(told > 3, "seed \(seed)")
    }
}
