import Domain
import DomainTestSupport

/// A random archive: mapper in each other, registreringer and documents, screened, graded and given titles for the public here and there, some
/// afterwards, moved on and moved about, with a secret word in every text.
struct Tilfeldigarkiv {
    var proeve: Arkivproeve
    private(set) var fasit = Fasit()
    /// Every fact, commit by commit.
    private(set) var commits: [[any DomainEvent]] = []
    private(set) var kvitteringer: [(partner: String, kvittering: ArkivmeldingKvittering)] = []
    var froe: Froe
    private var words = 0
    /// Mapper that hold mapper or nothing yet, and those that hold registreringer.
    private(set) var mapper: [(id: SystemID, partner: String, harRegistreringer: Bool, harMapper: Bool, dybde: Int)] = []

    private static let limitDepth = 6

    init(seed: UInt64, steps: Int) {
        froe = Froe(seed)
        let setUp = Oppsettsvitne()
        proeve = Arkivproeve(vitne: setUp)
        ta(setUp.events)
        for _ in 0..<steps { step() }
    }

    mutating func ta(_ events: [any DomainEvent]) {
        commits.append(events)
        for event in events { fasit.ta(event) }
    }

    mutating func word() -> String {
        words += 1
        return "hem\(words)x"
    }

    mutating func plant(_ word: String, _ objekt: SystemID, _ felt: Felt) { fasit.plant(word, objekt, felt) }

    private mutating func step() {
        do throws(Rejection) {
            switch Int.random(in: 0..<12, using: &froe) {
            case 0...3: try nyMappe()
            case 4...7: try nyRegistrering()
            case 8, 9: try skjermSiden()
            default: try endreSiden()
            }
        } catch {
            // Refused: nothing happened.
        }
    }

    // MARK: - What is sent

    private var partner: String { mutating get { froe.velg(["byggsak", "skole"]) } }

    private mutating func skjerming() -> Arkivmelding.Skjerming? {
        guard froe.en(av: 4) else { return nil }
        var skjerming = Arkivmelding.Skjerming(
            tilgangsrestriksjon: Arkivmelding.Kode(kode: froe.velg(["13", "26", "23"])), skjermingshjemmel: "Offl.")
        if froe.en(av: 3) { skjerming.skjermingOpphoererDato = dato() }
        return skjerming
    }

    mutating func dato() -> Dato {
        Dato(daysSinceEpoch: proeve.circumstances.today.daysSinceEpoch + froe.velg([-3, -1, 0, 1, 30]))
    }

    private mutating func gradering() -> Arkivmelding.Gradering? {
        guard froe.en(av: 9) else { return nil }
        return Arkivmelding.Gradering(
            grad: Arkivmelding.Kode(kode: froe.velg(["B", "F"])), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "x")
    }

    private mutating func parter(_ planted: inout [(String, Felt)]) -> [Arkivmelding.Part] {
        guard froe.en(av: 2) else { return [] }
        let (name, contact, isScreened) = (word(), word(), froe.en(av: 3))
        var part = Arkivmelding.Part(partNavn: name)
        (part.erSkjermet, part.postadresse, part.telefonnummer) = (isScreened ? true : nil, [contact], [contact])
        planted += [(name, .part(erSkjermet: isScreened)), (contact, .kontakt(erSkjermet: isScreened))]
        part.virksomhetsspesifikkeMetadata = fri(&planted)
        return [part]
    }

    private mutating func merknader(_ planted: inout [(String, Felt)]) -> [Arkivmelding.Merknad] {
        guard froe.en(av: 3) else { return [] }
        let (text, isScreened) = (word(), froe.en(av: 2))
        var merknad = Arkivmelding.Merknad(merknadstekst: text)
        merknad.erSkjermet = isScreened ? true : nil
        planted.append((text, .merknad(erSkjermet: isScreened)))
        return [merknad]
    }

    /// Free metadata of the sender's own.
    private mutating func fri(_ planted: inout [(String, Felt)]) -> FriStruktur? {
        guard froe.en(av: 3) else { return nil }
        let text = word()
        planted.append((text, .fri))
        return .objekt(["elev": .tekst(text)])
    }

    private mutating func omtale(_ planted: inout [(String, Felt)]) -> String {
        let text = word()
        planted.append((text, .omtale))
        return text
    }

    /// Who sent it on to whom, and the precedent it set.
    private mutating func omtaler(_ post: inout Arkivmelding.Registrering, _ planted: inout [(String, Felt)]) {
        post.virksomhetsspesifikkeMetadata = fri(&planted)
        if froe.en(av: 3) { post.forfatter = [omtale(&planted)] }
        guard froe.en(av: 4), case .journalpost(var journalpost) = post.slag else { return }
        var flyt = Arkivmelding.Dokumentflyt(
            flytTil: omtale(&planted), flytFra: omtale(&planted), flytMottattDato: proeve.now, flytSendtDato: proeve.now,
            flytStatus: Arkivmelding.Kode(kode: "G"))
        flyt.flytMerknad = omtale(&planted)
        var presedens = Arkivmelding.Presedens(
            presedensDato: proeve.circumstances.today, opprettetDato: proeve.now, opprettetAv: "x", tittel: omtale(&planted),
            rettskildefaktor: "Dom")
        presedens.beskrivelse = omtale(&planted)
        (journalpost.dokumentflyt, journalpost.presedens) = ([flyt], [presedens])
        post.slag = .journalpost(journalpost)
    }

    private mutating func nyMappe() throws(Rejection) {
        let parents = mapper.filter { !$0.harRegistreringer && $0.dybde < Self.limitDepth }
        let parent = parents.isEmpty || froe.en(av: 3) ? nil : froe.velg(parents)
        var planted: [(String, Felt)] = []
        let title = word()
        planted.append((title, .tittel))
        var mappe = Meldinger.mappe(tittel: title)
        mappe.klassifikasjon = [Arkivmelding.Klassifikasjon(klassifikasjonssystemID: "KK", klasseID: froe.velg(["0", "1", "2"]))]
        // A person's number, in one case of several.
        if froe.en(av: 3) {
            let number = froe.velg(["19885830075", "19885830156"])
            mappe.klassifikasjon.append(Arkivmelding.Klassifikasjon(klassifikasjonssystemID: "PNR", klasseID: number))
        }
        mappe.referanseForeldermappe = parent.map { ReferanseTilMappe(systemID: $0.id) }
        if froe.en(av: 3) {
            let other = word()
            planted.append((other, .offentligTittel))
            mappe.offentligTittel = other
        }
        let text = word()
        planted.append((text, .tittel))
        mappe.beskrivelse = text
        let key = word()
        planted.append((key, .noekkel))
        mappe.referanseEksternNoekkel = EksternNoekkel(fagsystem: "fag", noekkel: key)
        (mappe.skjerming, mappe.gradering) = (skjerming(), gradering())
        (mappe.part, mappe.merknad) = (parter(&planted), merknader(&planted))
        mappe.virksomhetsspesifikkeMetadata = fri(&planted)
        var melding = Arkivmelding(system: "x", antallFiler: 0)
        melding.mappe = mappe
        if froe.en(av: 3) {
            melding = melding.saksmappe { $0.saksansvarlig = Arkivmelding.Identifikatorer(navn: "Kari Nordmann", identifikator: "kari") }
        }
        let sender = parent?.partner ?? partner
        let made = try send(melding, av: sender)
        guard case .kvittering(let kvittering) = made.mappe else { return }
        for (word, felt) in planted { fasit.plant(word, kvittering.systemID, felt) }
        if let parent, let index = mapper.firstIndex(where: { $0.id == parent.id }) { mapper[index].harMapper = true }
        mapper.append((kvittering.systemID, sender, false, false, (parent?.dybde ?? 0) + 1))
    }

    private mutating func nyRegistrering() throws(Rejection) {
        let places = mapper.filter { !$0.harMapper }
        guard !places.isEmpty else { return }
        let place = froe.velg(places)
        var planted: [(String, Felt)] = []
        let (title, text) = (word(), word())
        planted += [(title, .tittel), (text, .tittel)]
        let status = froe.velg(["J", "S", "R", nil])
        var post = Meldinger.journalpost(froe.velg(["I", "X"]), status, tittel: title)
        post.referanseForelderMappe = ReferanseTilMappe(systemID: place.id)
        post.beskrivelse = text
        if froe.en(av: 3) {
            let other = word()
            planted.append((other, .offentligTittel))
            post.offentligTittel = other
        }
        (post.skjerming, post.gradering) = (skjerming(), gradering())
        (post.part, post.merknad) = (parter(&planted), merknader(&planted))
        omtaler(&post, &planted)
        let (sender, contact, isScreened) = (word(), word(), froe.en(av: 4))
        var part = Meldinger.ekstern("EA", sender)
        (part.erSkjermet, part.epostadresse, part.postadresse) = (isScreened ? true : nil, "\(contact)@example.com", [contact])
        planted += [(sender, .part(erSkjermet: isScreened)), (contact, .kontakt(erSkjermet: isScreened))]
        let reference = word()
        part.deresReferanse = reference
        planted.append((reference, .fri))
        post.korrespondansepart = [part]
        if froe.en(av: 4) {
            var own = Meldinger.intern("IM", "Enheten", "Kari Nordmann")
            own.saksbehandler?.identifikator = "kari"
            post.korrespondansepart.append(own)
        }
        var documents: [[(String, Felt)]] = []
        for number in 0..<Int.random(in: 0...2, using: &froe) {
            var own: [(String, Felt)] = []
            let (name, file, secret) = (word(), word(), word())
            own += [(name, .tittel), (file, .fil), (secret, .kilde)]
            var dokument = Meldinger.dokument(name, number == 0 ? "H" : "V", fil: "\(file).pdf")
            dokument.dokumentobjekt[0].referanseDokumentfil = "https://u:\(secret)@example.com/f"
            (dokument.skjerming, dokument.gradering) = (skjerming(), gradering())
            (dokument.part, dokument.merknad) = (parter(&own), merknader(&own))
            post.dokumentbeskrivelse.append(dokument)
            documents.append(own)
        }
        let made = try send(Meldinger.melding(post, filer: 0), av: place.partner)
        guard case .kvittering(let kvittering) = made.registrering else { return }
        for (word, felt) in planted { fasit.plant(word, kvittering.systemID, felt) }
        let variant = proeve.tilstand.registreringsvariant(kvittering.systemID)
        for (dokument, own) in zip(variant?.registrering.dokumentbeskrivelse ?? [], documents) {
            for (word, felt) in own { fasit.plant(word, dokument.systemID, felt) }
        }
        if let index = mapper.firstIndex(where: { $0.id == place.id }) { mapper[index].harRegistreringer = true }
    }

    private mutating func send(_ melding: Arkivmelding, av partner: String) throws(Rejection) -> ArkivmeldingKvittering {
        let rett = Partnerrett(systemer: ["byggsak", "skole"], klarering: ["13", "26", "23", "UO"], gradering: ["B", "F"])
        let decision = try proeve.utfoer(
            OpprettArkivmelding(
                melding: melding, avsender: .init(partner: partner, source: "/no/970540008/\(partner)", id: "\(words)", rett: rett),
                format: .json))
        ta(decision.events)
        kvitteringer.append((partner, decision.reply))
        return decision.reply
    }
}

/// Remembers what the archive was set up with.
private final class Oppsettsvitne: Vitne {
    private(set) var events: [any DomainEvent] = []

    func se<Command: RegistryCommand>(
        _ command: Command, _ circumstances: Circumstances, _ outcome: Result<Decision<Command.Reply>, Rejection>
    ) {
        guard command is OpprettKommune, case .success(let decision) = outcome else { return }
        events = decision.events
    }
}
