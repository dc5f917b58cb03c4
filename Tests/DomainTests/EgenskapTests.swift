import Domain
import DomainTestSupport
import Testing

/// What holds whatever is sent. A failure names its seed.
@Suite struct EgenskapTests {
    private static let seeds: [UInt64] = Array(1...12)

    @Test(arguments: seeds)
    func `numbers have no gap and no repeat under any sequence of commands`(seed: UInt64) {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        var cases: [Int: [Int]] = [:]
        var journal: [Int: [Int]] = [:]
        var posts: [SystemID: [Int]] = [:]
        for _ in 0..<300 {
            for event in stream.neste(&arkiv) {
                if let event = event as? SaksmappeOpprettet {
                    cases[event.saksmappe.saksaar, default: []].append(event.saksmappe.sakssekvensnummer)
                } else if let event = event as? JournalpostOpprettet {
                    journal[event.journalpost.journalaar, default: []].append(event.journalpost.journalsekvensnummer)
                    if let mappe = event.journalpost.registrering.referanseMappe {
                        posts[mappe, default: []].append(event.journalpost.journalpostnummer)
                    }
                }
            }
        }
        for numbers in [Array(cases.values), Array(journal.values), Array(posts.values)].joined() {
            #expect(numbers == Array(1...numbers.count), "seed \(seed)")
        }
        #expect(stream.avvist > 20, "seed \(seed): hardly anything was refused")
        #expect(journal.values.map(\.count).reduce(0, +) > 10, "seed \(seed): hardly anything was granted")
    }

    @Test(arguments: seeds)
    func `a message repeated under its keys makes no event and finds what it made`(seed: UInt64) throws {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        for step in 0..<200 {
            _ = stream.neste(&arkiv)
            let suffix = "\(seed)-\(step)"
            var melding = Meldinger.brev(i: nil, noekkel: EksternNoekkel(fagsystem: "P", noekkel: suffix))
            melding.mappe = Meldinger.mappe(noekkel: EksternNoekkel(fagsystem: "M", noekkel: suffix))
            let first = try arkiv.utfoer(OpprettArkivmelding(melding, id: "a"))
            let second = try arkiv.utfoer(OpprettArkivmelding(melding, id: "b"))
            #expect(second.events.isEmpty, "seed \(seed), step \(step)")
            #expect(second.reply.registrering?.kvittering?.systemID == first.reply.registrering?.kvittering?.systemID)
            #expect(second.reply.mappe?.kvittering?.mappeID == first.reply.mappe?.kvittering?.mappeID)
        }
    }

    @Test(arguments: seeds)
    func `a wish fulfilled stays fulfilled: the same command again makes no event`(seed: UInt64) throws {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<150 {
            _ = stream.neste(&arkiv)
            let sak = ReferanseTilMappe(
                saksnummer: Saksnummer(saksaar: 2026, sakssekvensnummer: Int.random(in: 1...10, using: &stream.froe)))
            let post = ReferanseTilRegistrering(
                journalnummer: Journalnummer(journalaar: 2026, journalsekvensnummer: Int.random(in: 1...30, using: &stream.froe)))
            try repeated(AvsluttSaksmappe(saksmappe: sak, avskrivRestanser: true), &arkiv, seed)
            try repeated(GjenaapneSaksmappe(saksmappe: sak), &arkiv, seed)
            try repeated(EndreSaksstatus(saksmappe: sak, saksstatus: stream.froe.velg(["B", "R", "F"])), &arkiv, seed)
            try repeated(EndreJournalstatus(journalpost: post, journalstatus: stream.froe.velg(["F", "J", "A", "U"])), &arkiv, seed)
            try repeated(OpphevAvskrivning(journalpost: post), &arkiv, seed)
            try repeated(OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3403", navn: "Hamar"), &arkiv, seed)
            try repeated(LeggTilKodeverdi(kodeliste: .merknadstype, kode: "X", kodenavn: "X"), &arkiv, seed)
            try repeated(OpprettAdministrativEnhet(administrativEnhetNavn: "Enhet X"), &arkiv, seed)
        }
    }

    /// Grants or refuses the command; when granted, grants it again without events.
    private func repeated(_ command: some RegistryCommand, _ arkiv: inout Arkivproeve, _ seed: UInt64) throws {
        do throws(Rejection) {
            try arkiv.utfoer(command)
        } catch {
            #expect(!error.faults.isEmpty)
            return
        }
        #expect(try arkiv.utfoer(command).events.isEmpty, "seed \(seed): \(command)")
    }

    @Test(arguments: seeds)
    func `what a decision makes is found by every key it has`(seed: UInt64) throws {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<200 {
            for event in stream.neste(&arkiv) {
                if let sak = (event as? SaksmappeOpprettet)?.saksmappe {
                    let number = Saksnummer(saksaar: sak.saksaar, sakssekvensnummer: sak.sakssekvensnummer)
                    let reference = ReferanseTilMappe(
                        systemID: sak.mappe.systemID, mappeID: sak.mappe.mappeID, saksnummer: number,
                        referanseEksternNoekkel: sak.mappe.referanseEksternNoekkel)
                    #expect(arkiv.tilstand.finn(reference) == .funnet(sak.mappe.systemID), "seed \(seed)")
                }
                if let post = (event as? JournalpostOpprettet)?.journalpost {
                    let reference = ReferanseTilRegistrering(
                        systemID: post.registrering.systemID, registreringsID: post.registrering.registreringsID,
                        journalnummer: Journalnummer(journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer),
                        referanseEksternNoekkel: post.registrering.referanseEksternNoekkel)
                    #expect(arkiv.tilstand.finn(reference) == .funnet(post.registrering.systemID), "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `the same events make the same archive`(seed: UInt64) {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        var start = arkiv.tilstand
        for _ in 0..<200 { start.apply(stream.neste(&arkiv)) }
        #expect(start == arkiv.tilstand, "seed \(seed)")
    }
}
