/// What a new municipality starts with.
struct Grunnoppsett {
    /// The rule that counts when a message names none.
    static let regelnavn = "standard"

    let command: OpprettKommune
    let circumstances: Circumstances

    private var now: Tidspunkt { circumstances.now }
    private var actor: String { circumstances.actor }

    func events(_ kommune: Kommune) -> [any DomainEvent] {
        let kodekoder = system("K-koder", type: "KK", "K-kodenøkkelen, toppnivå")
        let identifikatorer = [
            system("Personnummer", type: "PNR", "Fødselsnummer og D-nummer; klasser opprettes ved første bruk"),
            system("Gårds- og bruksnummer", type: "GBN", "Klasser opprettes ved første bruk"),
            system("Organisasjonsnummer", type: "ORG", "Klasser opprettes ved første bruk"),
        ]
        let arkiv = arkiv()
        var arkivdel = Arkivdel(
            systemID: circumstances.nextID(), referanseArkiv: arkiv.systemID, tittel: "Sakarkiv",
            arkivdelstatus: Grunnoppsett.kode("A", .arkivdelstatus), opprettetDato: now, opprettetAv: actor)
        arkivdel.dokumentmedium = Grunnoppsett.kode("E", .dokumentmedium)
        arkivdel.arkivperiodeStartDato = circumstances.today
        arkivdel.referanseKlassifikasjonssystem = [kodekoder.systemID] + identifikatorer.map(\.systemID)
        let klasser = Kkoder.toppnivaa.map { $0.klasse(i: kodekoder.systemID, circumstances) }
        let enhet = AdministrativEnhet(
            systemID: circumstances.nextID(), administrativEnhetNavn: command.administrativEnhet, opprettetDato: now, opprettetAv: actor)

        var events: [any DomainEvent] = [KommuneOpprettet(kommune: kommune, foelgesMedTilgang: true)]
        events += Kodelister.standard.map { KodelisteOpprettet(kodeliste: $0) }
        events.append(AdministrativEnhetOpprettet(administrativEnhet: enhet))
        events.append(ArkivOpprettet(arkiv: arkiv))
        events += ([kodekoder] + identifikatorer).map { KlassifikasjonssystemOpprettet(klassifikasjonssystem: $0) }
        events += klasser.map { KlasseOpprettet(klasse: $0) }
        events.append(ArkivdelOpprettet(arkivdel: arkivdel))
        events.append(RegelOpprettet(regel: regel(arkivdel, klasser, enhet)))
        return events
    }

    private func arkiv() -> Arkiv {
        var arkiv = Arkiv(
            systemID: circumstances.nextID(), tittel: "\(command.navn) kommune", arkivstatus: Grunnoppsett.kode("O", .arkivstatus),
            opprettetDato: now, opprettetAv: actor)
        arkiv.arkivskaper = [
            Arkivskaper(arkivskaperID: command.organisasjonsnummer.rawValue, arkivskaperNavn: "\(command.navn) kommune")
        ]
        return arkiv
    }

    private func system(_ tittel: String, type: String, _ beskrivelse: String) -> Klassifikasjonssystem {
        var system = Klassifikasjonssystem(systemID: circumstances.nextID(), tittel: tittel, opprettetDato: now, opprettetAv: actor)
        system.klassifikasjonstype = Grunnoppsett.kode(type, .klassifikasjonstype)
        system.beskrivelse = beskrivelse
        return system
    }

    private func regel(_ arkivdel: Arkivdel, _ klasser: [Klasse], _ enhet: AdministrativEnhet) -> Regel {
        var regel = Regel(navn: Grunnoppsett.regelnavn)
        regel.referanseArkivdel = arkivdel.systemID
        regel.referanseKlasse = klasser.first?.systemID
        regel.administrativEnhet = Aktoer(navn: enhet.administrativEnhetNavn, referanse: enhet.systemID)
        regel.saksansvarlig = Aktoer(navn: command.saksansvarlig)
        regel.journalenhet = command.journalenhet
        (regel.saksstatus, regel.journalstatus, regel.dokumentstatus) = ("B", "J", "F")
        (regel.dokumenttype, regel.dokumentmedium, regel.avskrivningsmaate) = ("DOKUMENT", "E", "TE")
        return regel
    }

    /// A value of the lists the municipality gets in the same breath.
    static func kode(_ kode: String, _ liste: Kodelistenavn) -> Kode {
        Kodelister.standard.first { $0.navn == liste }?.verdi(kode)?.somKode ?? Kode(kode: kode, kodenavn: kode)
    }
}
