import Domain

/// A random stream of commands, good and bad ones, as partners, caseworkers and archivists might send them.
package struct Kommandostroem {
    package var froe: Froe
    /// How many commands were refused.
    package private(set) var avvist = 0
    private var keys = 0
    private var units = 0
    private var values = 0
    /// What was closed or written off last, so that undoing it is tried in earnest.
    private var lukket: ReferanseTilMappe?
    private var avskrevet: ReferanseTilRegistrering?

    package init(seed: UInt64) { froe = Froe(seed) }

    /// Decides and applies the next command; gives its events, none when it was refused.
    package mutating func neste(_ arkiv: inout Arkivproeve) -> [any DomainEvent] {
        do throws(Rejection) {
            return try steg(&arkiv)
        } catch {
            avvist += 1
            return []
        }
    }

    private mutating func steg(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        if froe.en(av: 60) { arkiv.now = Tidspunkt(milliseconds: arkiv.now.milliseconds + 20 * 86_400_000) }
        let year = arkiv.circumstances.today.aar
        let cases = arkiv.tilstand.sisteNummer(.sak(aar: year))
        let posts = arkiv.tilstand.sisteNummer(.journal(aar: year))
        // One past the last does not exist.
        let sak = ReferanseTilMappe(
            saksnummer: Saksnummer(saksaar: year, sakssekvensnummer: Int.random(in: max(1, cases - 12)...cases + 1, using: &froe)))
        let post = ReferanseTilRegistrering(
            journalnummer: Journalnummer(
                journalaar: year, journalsekvensnummer: Int.random(in: max(1, posts - 20)...posts + 1, using: &froe)))
        switch Int.random(in: 0..<32, using: &froe) {
        case 0...6: return try arkiv.utfoer(OpprettArkivmelding(melding(sak), id: "\(froe.next())")).events
        case 7...9: return try arkiv.utfoer(OpprettArkivmelding(Meldinger.brev(i: sak, noekkel: key()), id: "\(froe.next())")).events
        case 10: return try arkiv.utfoer(EndreSaksstatus(saksmappe: sak, saksstatus: froe.velg(["B", "R", "U", "F", "A", "Q"]))).events
        case 11, 12:
            let events = try arkiv.utfoer(AvsluttSaksmappe(saksmappe: sak, avskrivRestanser: froe.en(av: 2))).events
            lukket = sak
            return events
        case 13: return try arkiv.utfoer(GjenaapneSaksmappe(saksmappe: lukket ?? sak)).events
        case 14...16:
            return try arkiv.utfoer(
                EndreJournalstatus(journalpost: post, journalstatus: froe.velg(["M", "S", "F", "E", "J", "A", "A", "U"]))
            ).events
        case 17:
            let events = try arkiv.utfoer(AvskrivJournalpost(journalpost: post, avskrivning: avskrivning())).events
            avskrevet = post
            return events
        case 18: return try arkiv.utfoer(OpphevAvskrivning(journalpost: avskrevet ?? post)).events
        case 19:
            guard let id = arkiv.tilstand.mappe(mappeID: "2026/1") else { return [] }
            return try arkiv.utfoer(OpprettMerknad(eier: .mappe(id), merknadstekst: "Ring \(keys)", merknadstype: "MS")).events
        case 20: return try oppsett(&arkiv)
        case 21: return froe.en(av: 3) ? try periode(&arkiv) : []
        case 22: return try klasse(&arkiv)
        case 26: return try kassasjon(post, &arkiv)
        case 27:
            return try arkiv.utfoer(
                OmklassifiserMappe(mappe: sak, klasseID: froe.velg(["0", "1", "2", "L", "XX"]), begrunnelse: froe.velg(["feil", ""]))
            ).events
        case 23...25: return try filer(post, &arkiv)
        case 28: return try publisering(&arkiv)
        case 29, 30: return try skjerming(post, &arkiv)
        default: return try moete(&arkiv)
        }
    }

    /// Another publishing policy, good or bad, or a look for what has become public since.
    private mutating func publisering(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        guard froe.en(av: 4) else {
            let known = arkiv.tilstand.alleRegistreringer
            let poster = (0..<min(20, known.count)).map { _ in froe.velg(known) }
            return try arkiv.utfoer(OppdaterOffentliggjoering(journalposter: poster)).events
        }
        let regel = Publiseringsregel(
            journalposttyper: froe.velg([["I", "U"], ["I", "U", "X"], ["I"]]), forsinkelseDager: froe.velg([0, 0, 1, 10, -1]),
            kreverOffentlighetsvurdering: froe.en(av: 8))
        return try arkiv.utfoer(EndrePubliseringsregel(regel: regel, begrunnelse: froe.velg(["ny plan", "ny plan", " "]))).events
    }

    /// Something is screened afterwards, or no longer: at any level, now and then for a time, now and then with a title for the public.
    private mutating func skjerming(
        _ post: ReferanseTilRegistrering, _ arkiv: inout Arkivproeve
    ) throws(Rejection) -> [any DomainEvent] {
        guard case .funnet(let id) = arkiv.tilstand.finn(post), let variant = arkiv.tilstand.registreringsvariant(id) else { return [] }
        let mappe = variant.registrering.referanseMappe.flatMap { arkiv.tilstand.mappevariant($0)?.mappe }
        var levels: [Kassasjonsenhet] = [.registrering(id)]
        levels += variant.registrering.dokumentbeskrivelse.prefix(1).map { .dokumentbeskrivelse($0.systemID) }
        levels +=
            mappe.map { [.mappe($0.systemID), .arkivdel($0.referanseArkivdel)] + ($0.referanseKlasse.map { [.klasse($0)] } ?? []) } ?? []
        let level = froe.velg(levels)
        let dato =
            froe.en(av: 3) ? Dato(daysSinceEpoch: arkiv.circumstances.today.daysSinceEpoch + Int.random(in: -5...40, using: &froe)) : nil
        let wish = EndreSkjerming.Oensket(
            tilgangsrestriksjon: froe.velg(["13", "26", "UO", "ZZ"]), skjermingshjemmel: "Offl.", skjermingOpphoererDato: dato,
            skjermingOpphoererAksjon: froe.en(av: 4) ? froe.velg(["A", "G", "U"]) : nil)
        let isText = level.slag == .mappe || level.slag == .registrering
        return try arkiv.utfoer(
            EndreSkjerming(
                arkivenhet: level, skjerming: froe.en(av: 3) ? nil : wish, offentligTittel: isText && froe.en(av: 2) ? "Offentlig" : nil,
                begrunnelse: "Vurdert \(keys)")
        ).events
    }

    /// New cases, notes into old cases, both in one; now and then something wrong in them.
    private mutating func melding(_ sak: ReferanseTilMappe) -> Arkivmelding {
        var melding =
            switch Int.random(in: 0..<5, using: &froe) {
            case 0, 1: Meldinger.sak(tittel: "Byggesak \(keys)", noekkel: key())
            case 2: Meldinger.notat(i: sak, noekkel: key())
            default: Meldinger.brev(i: nil, noekkel: key())
            }
        if melding.mappe == nil, melding.registrering?.referanseForelderMappe == nil { melding.mappe = Meldinger.mappe(noekkel: key()) }
        if froe.en(av: 6) { melding.mappe?.skjerming = Meldinger.skjerming() }
        if froe.en(av: 6) { melding.registrering?.skjerming = Meldinger.skjerming() }
        if froe.en(av: 6) { melding.registrering?.dokumentbeskrivelse[0].dokumentobjekt[0].format = Arkivmelding.Kode(kode: "fmt/95") }
        if froe.en(av: 4) { melding.registrering?.dokumentbeskrivelse = []; melding.antallFiler = 0 }
        if froe.en(av: 8) { melding.mappe?.slag = .mappe }
        if froe.en(av: 10) { melding.antallFiler += 1 }
        if froe.en(av: 10) { melding.mappe?.klassifikasjon[0].klasseID = "12345678901" }
        if froe.en(av: 8), melding.registrering?.referanseForelderMappe != nil {
            melding.registrering?.slag = .arkivnotat(Arkivmelding.Arkivnotat())
        } else if froe.en(av: 8), melding.registrering?.referanseForelderMappe != nil {
            melding.registrering?.slag = .registrering
        }
        return melding
    }

    /// A key; one in four was used before.
    private mutating func key() -> EksternNoekkel? {
        if froe.en(av: 3) { return nil }
        if keys > 0, froe.en(av: 4) { return EksternNoekkel(fagsystem: "Byggsak", noekkel: "\(Int.random(in: 1...keys, using: &froe))") }
        keys += 1
        return EksternNoekkel(fagsystem: "Byggsak", noekkel: "\(keys)")
    }

    private mutating func avskrivning() -> Arkivmelding.Avskrivning {
        Arkivmelding.Avskrivning(
            avskrivningsdato: Dato(daysSinceEpoch: 20_500), avskrevetAv: Arkivmelding.Identifikatorer(navn: "Kari"),
            avskrivningsmaate: Arkivmelding.Kode(kode: froe.velg(["TO", "TLF", "BN", "TULL"])))
    }

    private mutating func oppsett(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        switch Int.random(in: 0..<4, using: &froe) {
        case 0:
            values += 1
            return try arkiv.utfoer(LeggTilKodeverdi(kodeliste: .dokumenttype, kode: "EGEN\(values)", kodenavn: "Egen \(values)")).events
        case 1: return try arkiv.utfoer(UtdaterKodeverdi(kodeliste: .dokumenttype, kode: "EGEN\(values)")).events
        case 2:
            units += 1
            return try arkiv.utfoer(OpprettAdministrativEnhet(administrativEnhetNavn: "Enhet \(units)", identifikator: "E\(units)")).events
        default:
            guard var regel = arkiv.tilstand.regel("standard") else { return [] }
            regel.navn = froe.velg(["byggesak", "personal"])
            regel.journalenhet = "Enhet \(units)"
            return try arkiv.utfoer(OpprettRegel(regel: regel)).events
        }
    }

    /// Rarely, the period ends: the arkivdel overlaps with a new one, and is closed when it is empty.
    private mutating func periode(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        guard let regel = arkiv.tilstand.regel("standard"), let id = regel.referanseArkivdel, let current = arkiv.tilstand.arkivdel(id)
        else { return [] }
        if current.arkivdelstatus.kode == "O" { return try arkiv.utfoer(EndreArkivdelstatus(arkivdel: id, arkivdelstatus: "P")).events }
        var events: [any DomainEvent] = []
        let next = try arkiv.utfoer(
            OpprettArkivdel(
                referanseArkiv: current.referanseArkiv, tittel: "Sakarkiv 2027", klassifikasjonssystem: ["KK", "PNR", "GBN", "ORG"],
                referanseForloeper: id))
        events += next.events
        events += try arkiv.utfoer(EndreArkivdelstatus(arkivdel: id, arkivdelstatus: "O", referanseArvtaker: next.reply.systemID)).events
        return events
    }

    private mutating func klasse(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        switch Int.random(in: 0..<3, using: &froe) {
        case 0:
            return try arkiv.utfoer(OpprettKlassifikasjonssystem(tittel: "Emne \(froe.velg(["a", "b"]))", klassifikasjonstype: "EH")).events
        case 1:
            let id = froe.velg(["L1", "L2", "L3"])
            return try arkiv.utfoer(OpprettKlasse(klassifikasjonssystem: "KK", klasseID: id, tittel: "Under \(id)", overordnetKlasse: "L"))
                .events
        default:
            guard let system = arkiv.tilstand.klassifikasjonssystem(navn: "KK"),
                let klasse = arkiv.tilstand.klasse("L3", i: system.systemID)
            else { return [] }
            return try arkiv.utfoer(AvsluttKlasse(klasse: klasse.systemID)).events
        }
    }

    /// Decisions on the fate of all kinds of object.
    private mutating func kassasjon(_ post: ReferanseTilRegistrering, _ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        let registrering: SystemID? = if case .funnet(let id) = arkiv.tilstand.finn(post) { id } else { nil }
        let variant = registrering.flatMap { arkiv.tilstand.registreringsvariant($0) }
        let enheter: [Kassasjonsenhet?] = [
            arkiv.tilstand.regel("standard")?.referanseArkivdel.map { .arkivdel($0) },
            arkiv.tilstand.klassifikasjonssystem(navn: "KK").flatMap { arkiv.tilstand.klasse("0", i: $0.systemID) }.map {
                .klasse($0.systemID)
            },
            variant?.registrering.referanseMappe.map { .mappe($0) }, registrering.map { .registrering($0) },
            variant?.registrering.dokumentbeskrivelse.first.map { .dokumentbeskrivelse($0.systemID) },
        ]
        guard let enhet = froe.velg(enheter) else { return [] }
        var vedtak = EndreKassasjon.Vedtak(kassasjonsvedtak: froe.velg(["B", "K", "G", "U", "Q"]))
        if froe.en(av: 2) { vedtak.bevaringstid = Int.random(in: -1...30, using: &froe) }
        if froe.en(av: 6) { vedtak.arv = .mappe }
        return try arkiv.utfoer(
            EndreKassasjon(
                arkivenhet: enhet, kassasjon: froe.en(av: 4) ? nil : vedtak, begrunnelse: froe.velg(["ny plan", "ny plan", " "]))
        ).events
    }

    /// What documents tells of the files of a journalpost: stored in one format or another, or given up.
    private mutating func filer(_ post: ReferanseTilRegistrering, _ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        guard case .funnet(let id) = arkiv.tilstand.finn(post), let variant = arkiv.tilstand.registreringsvariant(id)
        else { return [] }
        var nytt: [FullfoerDokumentobjekter.Filnytt] = []
        for dokument in variant.registrering.dokumentbeskrivelse {
            for objekt in dokument.dokumentobjekt {
                if froe.en(av: 5) {
                    let feil = Fault(pointer: "", code: "not_found", message: "borte")
                    nytt.append(
                        .feilet(
                            FilFeilet(
                                dokumentobjekt: objekt.systemID, registrering: id, feil: feil, erEndelig: froe.en(av: 2), antallForsoek: 1,
                                nesteForsoek: nil, feiletDato: arkiv.now)))
                } else {
                    let lagret = FilLagret(
                        dokumentobjekt: objekt.systemID, dokumentbeskrivelse: dokument.systemID, registrering: id,
                        sjekksum: String(repeating: froe.velg(["a", "b"]), count: 64), filstoerrelse: 17,
                        format: froe.velg(["fmt/95", "fmt/95", "fmt/20"]), mimeType: "application/pdf", lagretDato: arkiv.now)
                    nytt.append(.lagret(lagret))
                    if lagret.format == "fmt/20", objekt.konvertering == nil {
                        nytt.append(.konvertert(lagret.konvertert(til: arkiv.circumstances.nextID())))
                    }
                }
            }
        }
        return try arkiv.utfoer(FullfoerDokumentobjekter(nytt)).events
    }

    private mutating func moete(_ arkiv: inout Arkivproeve) throws(Rejection) -> [any DomainEvent] {
        var melding = Arkivmelding(system: "Møter", antallFiler: 0)
        if froe.en(av: 2) {
            let members = Arkivmelding.Moetemappe(
                moetenummer: "1", utvalg: Arkivmelding.Identifikatorer(navn: "Formannskapet"), moetedato: Dato(daysSinceEpoch: 20_600))
            melding.mappe = Arkivmelding.Mappe(slag: .moetemappe(members), tittel: "Møte")
        } else {
            let members = Arkivmelding.Moetedokument(moetedokumenttype: Arkivmelding.Kode(kode: froe.velg(["MI", "MP", "X"])))
            melding.registrering = Arkivmelding.Registrering(slag: .moetedokument(members), tittel: "Innkalling")
            melding.registrering?.referanseForelderMappe = ReferanseTilMappe(
                mappeID: "\(arkiv.circumstances.today.aar)/M\(Int.random(in: 1...4, using: &froe))")
        }
        return try arkiv.utfoer(OpprettArkivmelding(melding, id: "\(froe.next())")).events
    }
}
