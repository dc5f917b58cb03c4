import Domain
import SQLite

extension SQLiteArkiv: Arkivoppslag {
    func kommune() -> Kommune? { oppsett?.kommune }
    func regel(_ navn: String) -> Regel? { oppsett?.regler[navn] }
    func regelnavn() -> [String] { oppsett?.regler.keys.sorted() ?? [] }
    func administrativEnhet(_ navnEllerIdentifikator: String) -> AdministrativEnhet? {
        oppsett?.enheter.first { $0.administrativEnhetNavn == navnEllerIdentifikator }
            ?? oppsett?.enheter.first { $0.identifikator == navnEllerIdentifikator }
    }

    func kodeverdi(_ kodeEllerNavn: String, i liste: Kodelistenavn) -> Kodeverdi? { oppsett?.kodelister[liste]?.verdi(kodeEllerNavn) }
    func kodeliste(_ navn: Kodelistenavn) -> Kodeliste? { oppsett?.kodelister[navn] }

    func arkiv(_ systemID: SystemID) -> Arkiv? { oppsett?.arkiver[systemID] }
    func arkivdel(_ systemID: SystemID) -> Arkivdel? { oppsett?.arkivdeler.first { $0.systemID == systemID } }
    func arkivdel(tittel: String) -> Arkivdel? { oppsett?.arkivdeler.last { $0.tittel == tittel } }
    func harAapneMapper(_ arkivdel: SystemID) -> Bool {
        systemID("SELECT systemID FROM mappe WHERE arkivdel = ? AND erAapen = 1 LIMIT 1", [.text(arkivdel.rawValue)]) != nil
    }
    func klassifikasjonssystem(_ systemID: SystemID) -> Klassifikasjonssystem? { oppsett?.systemer.first { $0.systemID == systemID } }
    func klassifikasjonssystem(navn: String) -> Klassifikasjonssystem? {
        oppsett?.systemer.first { $0.tittel == navn } ?? oppsett?.systemer.first { $0.klassifikasjonstype?.kode == navn }
    }
    func klasse(_ systemID: SystemID) -> Klasse? {
        attempt {
            try database.first("SELECT innhold FROM klasse WHERE systemID = ?", .text(systemID.rawValue)) { $0.text(0) }
                .map { try StoredObject.read($0) }
        }
    }
    func klasse(_ klasseID: String, i system: SystemID) -> Klasse? {
        attempt {
            try database.first(
                "SELECT innhold FROM klasse WHERE klassifikasjonssystem = ? AND klasseID = ?", .text(system.rawValue), .text(klasseID)
            ) { $0.text(0) }.map { try StoredObject.read($0) }
        }
    }
    func innhold(klasse: SystemID) -> Klasseinnhold? {
        let found = attempt {
            try database.first("SELECT inneholder FROM klasse WHERE systemID = ?", .text(klasse.rawValue)) { $0.optionalText(0) }
        }
        return found.flatMap { $0 }.flatMap(Klasseinnhold.init(rawValue:))
    }

    func mappe(_ systemID: SystemID) -> Mappekort? { mappevariant(systemID)?.kort }
    func mappe(mappeID: String) -> SystemID? { systemID("SELECT systemID FROM mappe WHERE mappeID = ?", [.text(mappeID)]) }
    func mappe(saksnummer: Saksnummer) -> SystemID? {
        systemID(
            "SELECT systemID FROM mappe WHERE saksaar = ? AND sakssekvensnummer = ?",
            [.integer(Int64(saksnummer.saksaar)), .integer(Int64(saksnummer.sakssekvensnummer))])
    }
    func mappe(noekkel: EksternNoekkel) -> SystemID? {
        systemID("SELECT systemID FROM mappe WHERE fagsystem = ? AND noekkel = ?", [.text(noekkel.fagsystem), .text(noekkel.noekkel)])
    }
    func innhold(mappe: SystemID) -> Mappeinnhold? {
        let found = attempt {
            try database.first("SELECT inneholder FROM mappe WHERE systemID = ?", .text(mappe.rawValue)) { $0.optionalText(0) }
        }
        return found.flatMap { $0 }.flatMap(Mappeinnhold.init(rawValue:))
    }
    func journalposter(sak: SystemID) -> [Journalpostkort] {
        let ids =
            attempt {
                try database.query(
                    "SELECT systemID FROM registrering WHERE mappe = ? AND slag = 'journalpost' ORDER BY journalpostnummer",
                    .text(sak.rawValue)
                ) { $0.text(0) }
            } ?? []
        return ids.compactMap { SystemID($0) }.compactMap { journalpost($0) }
    }

    func registrering(_ systemID: SystemID) -> Registreringskort? {
        let row = attempt {
            try database.first("SELECT slag, mappe, registreringsID FROM registrering WHERE systemID = ?", .text(systemID.rawValue)) {
                ($0.text(0), $0.optionalText(1), $0.optionalText(2))
            }
        }
        guard let (slag, mappe, registreringsID) = row, let kjent = Registreringskort.Slag(rawValue: slag) else { return nil }
        return Registreringskort(systemID: systemID, slag: kjent, mappe: mappe.flatMap { SystemID($0) }, registreringsID: registreringsID)
    }
    func registrering(registreringsID: String) -> SystemID? {
        systemID("SELECT systemID FROM registrering WHERE registreringsID = ?", [.text(registreringsID)])
    }
    func registrering(journalnummer: Journalnummer) -> SystemID? {
        systemID(
            "SELECT systemID FROM registrering WHERE journalaar = ? AND journalsekvensnummer = ?",
            [.integer(Int64(journalnummer.journalaar)), .integer(Int64(journalnummer.journalsekvensnummer))])
    }
    func registrering(noekkel: EksternNoekkel) -> SystemID? {
        systemID(
            "SELECT systemID FROM registrering WHERE fagsystem = ? AND noekkel = ?", [.text(noekkel.fagsystem), .text(noekkel.noekkel)])
    }
    func journalpost(_ systemID: SystemID) -> Journalpostkort? {
        guard case .journalpost(let post) = registreringsvariant(systemID) else { return nil }
        return Journalpostkort(post)
    }
    func finnesDokumentbeskrivelse(_ systemID: SystemID) -> Bool { registrering(medDokument: systemID) != nil }
    func dokumentbeskrivelse(noekkel: EksternNoekkel) -> SystemID? {
        systemID(
            "SELECT systemID FROM dokumentbeskrivelse WHERE fagsystem = ? AND noekkel = ?",
            [.text(noekkel.fagsystem), .text(noekkel.noekkel)])
    }
    func dokumentbeskrivelse(registrering: SystemID, dokumentnummer: Int) -> SystemID? {
        systemID(
            "SELECT systemID FROM dokumentbeskrivelse WHERE registrering = ? AND dokumentnummer = ?",
            [.text(registrering.rawValue), .integer(Int64(dokumentnummer))])
    }
    func dokumentobjekt(_ systemID: SystemID, i registrering: SystemID) -> Dokumentobjekt? {
        registreringsvariant(registrering)?.registrering.dokumentbeskrivelse.lazy.flatMap(\.dokumentobjekt)
            .first { $0.systemID == systemID }
    }
    func kassasjon(paa enhet: Kassasjonsenhet) -> Kassasjon? {
        switch enhet {
        case .arkivdel(let id): arkivdel(id)?.kassasjon
        case .klasse(let id): klasse(id)?.kassasjon
        case .mappe(let id): mappevariant(id)?.mappe.kassasjon
        case .registrering(let id): registreringsvariant(id)?.registrering.kassasjon
        case .dokumentbeskrivelse(let id):
            registrering(medDokument: id).flatMap { registreringsvariant($0) }?.registrering.dokumentbeskrivelse
                .first { $0.systemID == id }?.kassasjon
        }
    }
    func merknader(paa eier: Arkivenhet) -> [Merknad] {
        switch eier {
        case .mappe(let id): mappevariant(id)?.mappe.merknad ?? []
        case .registrering(let id): registreringsvariant(id)?.registrering.merknad ?? []
        case .dokumentbeskrivelse(let id):
            registrering(medDokument: id).flatMap { registreringsvariant($0) }?.registrering.dokumentbeskrivelse
                .first { $0.systemID == id }?.merknad ?? []
        }
    }

    func sisteNummer(_ serie: Nummerserie) -> Int {
        attempt { try database.first("SELECT siste FROM nummerserie WHERE serie = ?", .text(serie.text)) { $0.int(0) } } ?? 0
    }

    func kvittering(mappe: SystemID) -> MappeKvittering? { mappevariant(mappe).map { MappeKvittering($0, .eksisterende) } }
    func kvittering(registrering: SystemID) -> RegistreringKvittering? {
        registreringsvariant(registrering).map { RegistreringKvittering($0, .eksisterende) }
    }
}
