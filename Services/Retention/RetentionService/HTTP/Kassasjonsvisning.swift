import Contracts
import Domain
import SQLite
import ShardRuntime

/// What one caller may see of an object: its title, a class's name (which may be a person's number) and holds are not everybody's.
struct Kassasjonsvisning {
    private let visninger: Visninger
    private let sperrevisning: Sperrevisning

    init(_ leser: Leser, _ dag: Dato, _ database: Database) {
        visninger = Visninger(leser, dag, database)
        sperrevisning = Sperrevisning(leser, visninger, Kassasjonslager(database))
    }

    /// What the caller sees of an object.
    func visning(_ bilde: Kassasjonsbilde) throws -> Visning { try visninger.visning(vern: bilde.vern) }

    /// Its title: the real one, the one for the public, or none.
    func tittel(_ bilde: Kassasjonsbilde) throws -> String? { try visning(bilde).tittel(bilde.tittel, offentlig: bilde.offentligTittel) }

    /// Whether the caller sees all of a class, an arkivdel, or what else has that systemID.
    func serHele(_ systemID: SystemID?) throws -> Bool { try systemID.map { try visninger.visning($0) == .hel } ?? true }

    /// Whether they may know of an object more than that there is one.
    func kjenner(_ systemID: SystemID) throws -> Bool { try visninger.visning(systemID).viserInnhold }

    /// Whether anything of it is secret to anybody.
    func erSkjermet(_ bilde: Kassasjonsbilde) throws -> Bool { try visninger.erVernet(bilde.vern) }

    /// Whether it stands in a list that was chosen so: what is not told of it is nothing it can be found by.
    func finnes(_ bilde: Kassasjonsbilde, by utvalg: Forfallsutvalg) throws -> Bool {
        guard Kontroll.filtre.gjelder else { return true }
        let sees = try visning(bilde)
        // When something graded is due is told with the rest of it.
        if !sees.viserOffentligTittel { return false }
        return try utvalg.klasse == nil || (sees.viserInnhold && serHele(utvalg.klasse) && serHele(bilde.klasse?.systemID))
    }

    /// The holds on an object, as far as the caller is told of them, and whether there are any (nil: that is not told); nil to all but archivists.
    func sperrer(_ bilde: Kassasjonsbilde) throws -> (fortalt: [Kassasjonssperre], erSperret: Bool?)? {
        guard sperrevisning.serSperrer else { return nil }
        // That a party is held tells where the party occurs.
        let fortalt = try bilde.sperrer.filter { sperre in
            try bilde.medPart[sperre.systemID].map { try $0.contains { try sperrevisning.serHele(gruppe: $0) } } ?? true
        }
        if !fortalt.isEmpty { return (fortalt, true) }
        return (fortalt, try bilde.grupper.allSatisfy { try sperrevisning.serHele(gruppe: $0) } ? false : nil)
    }

    /// Those on what is explained.
    func sperrer(_ forklaring: Kassasjonsforklaring) throws -> (fortalt: [Kassasjonssperre], erSperret: Bool?)? {
        if let bilde = forklaring.bilde { return try sperrer(bilde) }
        return sperrevisning.serSperrer ? (forklaring.sperrer, !forklaring.sperrer.isEmpty) : nil
    }

    /// A hold as this caller may see it.
    func json(_ sperre: Kassasjonssperre) throws -> JSONValue { try sperrevisning.json(sperre) }

    /// The same in a list, or beside what it is on.
    func liste(_ sperre: Kassasjonssperre) throws -> JSONValue { try sperrevisning.json(sperre, iListe: true) }
}

/// A legal hold as one caller may see it.
struct Sperrevisning {
    /// Whether holds may be known of: an archivist alone (who is sued is nobody else's business).
    let serSperrer: Bool
    private let leser: Leser
    private let visninger: Visninger?
    private let lager: Kassasjonslager?

    init(_ leser: Leser, _ visninger: Visninger, _ lager: Kassasjonslager) {
        (serSperrer, self.leser, self.visninger, self.lager) = (leser.rolle == "arkivar", leser, visninger, lager)
    }

    /// Without a store: of what others wrote nothing is shown.
    init(_ leser: Leser) { (serSperrer, self.leser, visninger, lager) = (leser.rolle == "arkivar", leser, nil, nil) }

    /// Whether the caller sees all there is in a mappe (or registrering outside mapper), the parties with it.
    func serHele(gruppe: Int) throws -> Bool {
        if leser.serAlt || !Kontroll.sperrer.gjelder { return true }
        guard let visninger, let lager else { return false }
        return try lager.serHele(gruppe: gruppe, visninger)
    }

    /// Whether the caller sees all of what a hold is on; of a party, all in which it occurs.
    private func ser(_ gjelder: Sperregjenstand) throws -> Bool {
        guard let visninger, let lager, Kontroll.sperrer.gjelder else { return !Kontroll.sperrer.gjelder }
        return try lager.visning(av: gjelder, visninger) == .hel
    }

    /// A hold. Words about something, and who a party is, are told to those who see what it is on, and to whoever wrote them; somebody's number where
    /// the hold itself is opened.
    func json(_ sperre: Kassasjonssperre, iListe: Bool = false) throws -> JSONValue {
        var members: [String: JSONValue] = [
            "systemID": .string(sperre.systemID.rawValue), "staar": .bool(sperre.staar), "sattDato": .string(sperre.sattDato.description),
        ]
        members["opphevetDato"] = sperre.opphevetDato.map { .string($0.description) }
        let ser = try serSperrer && ser(sperre.gjelder)
        let serSatt = ser || (serSperrer && sperre.sattAv == leser.identitet)
        switch sperre.gjelder {
        case .mappe(let id): members["gjelder"] = ["mappe": .string(id.rawValue)]
        case .klasse(let id): members["gjelder"] = ["klasse": .string(serSatt ? id.rawValue : "*****")]
        case .part(let key):
            let isNumber = iListe && key.slag == .personID && Kontroll.lister.gjelder
            members["gjelder"] = ["part": serSatt ? [key.slag.rawValue: .string(isNumber ? "*****" : key.verdi)] : [:]]
        }
        guard serSperrer else { return .object(members) }
        if serSatt { members["begrunnelse"] = .string(sperre.begrunnelse) }
        members["sattAv"] = .string(sperre.sattAv)
        members["opphevetAv"] = sperre.opphevetAv.map { .string($0) }
        if ser || sperre.opphevetAv == leser.identitet { members["opphevelsesgrunn"] = sperre.opphevelsesgrunn.map { .string($0) } }
        return .object(members)
    }
}
