import Domain
import DomainTestSupport

/// What becomes of what was sent.
extension Tilfeldigarkiv {
    mutating func skjermSiden() throws(Rejection) {
        let level = enhet()
        // The whole archive is seldom screened: little would be left to look at.
        if level.slag == .arkivdel, !froe.en(av: 3) { return }
        let ends = froe.en(av: 3) ? dato() : nil
        let wish = EndreSkjerming.Oensket(
            tilgangsrestriksjon: froe.velg(["13", "26"]), skjermingshjemmel: "Offl.", skjermingOpphoererDato: ends,
            skjermingOpphoererAksjon: froe.en(av: 5) ? "G" : nil)
        let why = word()
        plant(why, level.systemID, .begrunnelse)
        try utfoer(EndreSkjerming(arkivenhet: level, skjerming: froe.en(av: 4) ? nil : wish, begrunnelse: why))
    }

    mutating func endreSiden() throws(Rejection) {
        switch Int.random(in: 0..<8, using: &froe) {
        case 0, 1: try nyStatus()
        case 2: try avskriv()
        case 3: try omklassifiser()
        case 4: try merk()
        case 5: try bestemKassasjon()
        case 6: try lukk()
        default: try nyDag()
        }
    }

    /// Any level of the archive; mapper twice as often as the rest.
    private mutating func enhet() -> Kassasjonsenhet {
        let tilstand = proeve.tilstand
        var levels: [Kassasjonsenhet] = tilstand.alleArkivdeler.map { .arkivdel($0.systemID) }
        levels += tilstand.alleKlasser.filter { ["0", "1", "2"].contains($0.klasseID) }.map { .klasse($0.systemID) }
        levels += mapper.flatMap { [Kassasjonsenhet.mappe($0.id), .mappe($0.id)] }
        for id in tilstand.alleRegistreringer {
            levels.append(.registrering(id))
            levels += tilstand.registreringsvariant(id)?.registrering.dokumentbeskrivelse.map { .dokumentbeskrivelse($0.systemID) } ?? []
        }
        return froe.velg(levels)
    }

    private var registrering: SystemID? {
        mutating get {
            let all = proeve.tilstand.alleRegistreringer
            return all.isEmpty ? nil : froe.velg(all)
        }
    }

    private mutating func utfoer(_ command: some RegistryCommand) throws(Rejection) {
        ta(try proeve.utfoer(command).events)
    }

    private mutating func nyStatus() throws(Rejection) {
        guard let id = registrering else { return }
        let status = froe.velg(["R", "F", "J", "J", "E", "A", "A", "U"])
        try utfoer(EndreJournalstatus(journalpost: ReferanseTilRegistrering(systemID: id), journalstatus: status))
    }

    private mutating func avskriv() throws(Rejection) {
        guard let id = registrering else { return }
        let name = word()
        try utfoer(
            AvskrivJournalpost(
                journalpost: ReferanseTilRegistrering(systemID: id),
                avskrivning: Arkivmelding.Avskrivning(
                    avskrivningsdato: proeve.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: name),
                    avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))))
        plant(name, id, .omtale)
    }

    private mutating func omklassifiser() throws(Rejection) {
        guard !mapper.isEmpty else { return }
        let (mappe, why) = (froe.velg(mapper).id, word())
        try utfoer(
            OmklassifiserMappe(
                mappe: ReferanseTilMappe(systemID: mappe), klasseID: froe.velg(["0", "1", "2"]), begrunnelse: why))
        plant(why, mappe, .begrunnelse)
    }

    private mutating func merk() throws(Rejection) {
        let eier: Arkivenhet
        switch enhet() {
        case .mappe(let id): eier = .mappe(id)
        case .registrering(let id): eier = .registrering(id)
        case .dokumentbeskrivelse(let id): eier = .dokumentbeskrivelse(id)
        case .arkivdel, .klasse: return
        }
        let text = word()
        try utfoer(OpprettMerknad(eier: eier, merknadstekst: text))
        plant(text, eier.systemID, .merknad(erSkjermet: false))
    }

    private mutating func bestemKassasjon() throws(Rejection) {
        let (enhet, why) = (enhet(), word())
        try utfoer(
            EndreKassasjon(
                arkivenhet: enhet, kassasjon: EndreKassasjon.Vedtak(kassasjonsvedtak: "K", bevaringstid: 5), begrunnelse: why))
        plant(why, enhet.systemID, .begrunnelse)
    }

    private mutating func lukk() throws(Rejection) {
        guard !mapper.isEmpty else { return }
        let sak = ReferanseTilMappe(systemID: froe.velg(mapper).id)
        if froe.en(av: 2) {
            try utfoer(AvsluttSaksmappe(saksmappe: sak, avskrivRestanser: true))
        } else {
            try utfoer(EndreSaksstatus(saksmappe: sak, saksstatus: "U"))
        }
    }

    /// The next day: screenings end, and the registry looks at what the public is told.
    private mutating func nyDag() throws(Rejection) {
        proeve.now = Tidspunkt(milliseconds: proeve.now.milliseconds + 86_400_000)
        try utfoer(OppdaterOffentliggjoering(journalposter: proeve.tilstand.alleRegistreringer))
    }
}
