import Contracts
import Domain
import SQLite
import ShardRuntime

extension Kassasjonslager: Kassasjonsoppslag, Sperreoppslag {
    func arkivdel(_ systemID: SystemID) throws -> Kassasjonsarkivdel? {
        try innhold("SELECT innhold FROM arkivdel WHERE systemID = ?", systemID)
    }

    func klasse(_ systemID: SystemID) throws -> Kassasjonsklasse? {
        try innhold("SELECT innhold FROM klasse WHERE systemID = ?", systemID)
    }

    func mappe(_ systemID: SystemID) throws -> Kassasjonsmappe? {
        try innhold("SELECT innhold FROM enhet WHERE systemID = ? AND slag = 'mappe'", systemID)
    }

    /// A registrering, without its documents and parties.
    func registrering(_ systemID: SystemID) throws -> Kassasjonsregistrering? {
        try innhold("SELECT innhold FROM enhet WHERE systemID = ? AND slag = 'registrering'", systemID)
    }

    func dokument(_ systemID: SystemID) throws -> Kassasjonsdokument? {
        try innhold("SELECT innhold FROM enhet WHERE systemID = ? AND slag = 'dokumentbeskrivelse'", systemID)
    }

    func sperre(_ systemID: SystemID) throws -> Kassasjonssperre? {
        try innhold("SELECT innhold FROM sperre WHERE systemID = ?", systemID)
    }

    func harMappe(_ systemID: SystemID) throws -> Bool { try mappe(systemID) != nil }
    func harKlasse(_ systemID: SystemID) throws -> Bool { try klasse(systemID) != nil }

    func visning(av gjelder: Sperregjenstand, for leser: Leser, _ dag: Dato) throws -> Visning {
        try visning(av: gjelder, Visninger(leser, dag, database))
    }

    /// The same for a reader whose answers are kept.
    func visning(av gjelder: Sperregjenstand, _ visninger: Visninger) throws -> Visning {
        switch gjelder {
        case .mappe(let id), .klasse(let id): try visninger.visning(id)
        case .part(let key):
            try visninger.leser.serAlt || grupper(key).allSatisfy { try serHele(gruppe: $0, visninger) } ? .hel : .ingenting
        }
    }

    /// Whether a reader sees all there is in a mappe (or registrering outside mapper), the parties with it.
    func serHele(gruppe: Int, _ visninger: Visninger) throws -> Bool {
        try visninger.leser.serAlt || vern(gruppe: gruppe).allSatisfy { try visninger.visning(vern: $0) == .hel }
    }

    /// Whether the period of a mappe has started.
    func erLukket(mappe: SystemID) throws -> Bool {
        try database.first("SELECT start IS NOT NULL FROM enhet WHERE systemID = ?", .text(mappe.rawValue)) { $0.bool(0) } ?? false
    }

    /// What has to be worked out anew when something changes on a registrering: its mappe, or the registrering when it lies in none.
    func omfang(registrering: SystemID) throws -> Kassasjonsomfang? {
        try self.registrering(registrering).map { $0.mappe.map { .mappe($0) } ?? .registrering(registrering) }
    }

    /// The same for a document.
    func omfang(dokument: SystemID) throws -> Kassasjonsomfang? {
        try database.first(
            "SELECT r.systemID FROM enhet d JOIN enhet r ON r.id = d.forelder WHERE d.systemID = ?", .text(dokument.rawValue)
        ) { SystemID($0.text(0)) }.flatMap { $0 }.flatMap { try omfang(registrering: $0) }
    }

    /// Whether there are classes below one, or mapper in it.
    func erIBruk(klasse: SystemID) throws -> Bool {
        try database.first(
            "SELECT EXISTS (SELECT 1 FROM klasse WHERE overordnet = ?1) OR EXISTS (SELECT 1 FROM enhet WHERE klasse = ?1)",
            .text(klasse.rawValue)
        ) { $0.bool(0) } ?? false
    }

    /// Whether there are mapper in one.
    func erIBruk(mappe: SystemID) throws -> Bool {
        try database.first("SELECT EXISTS (SELECT 1 FROM enhet WHERE foreldermappe = ?)", .text(mappe.rawValue)) { $0.bool(0) } ?? false
    }

    /// The classes that one lies in, when they form a ring with it.
    func sloeyfe(klasse: SystemID) throws -> [Kassasjonsenhet]? {
        try ring(klasse) { try self.klasse($0)?.overordnetKlasse }?.map { .klasse($0) }
    }

    /// The mapper that one lies in, when they form a ring with it.
    func sloeyfe(mappe: SystemID) throws -> [Kassasjonsenhet]? {
        try ring(mappe) { try self.mappe($0)?.foreldermappe }?.map { .mappe($0) }
    }

    private func ring(_ first: SystemID, _ above: (SystemID) throws -> SystemID?) throws -> [SystemID]? {
        var way = [first]
        while let next = try above(way[way.count - 1]) {
            if next == first { return way }
            // Another ring further up was told when it was closed; what is deeper than any real tree counts as one.
            if way.contains(next) { return nil }
            way.append(next)
            if way.count > Kassasjonskandidater.limitDepth { return way }
        }
        return nil
    }

    private func innhold<Value: Decodable>(_ sql: String, _ systemID: SystemID) throws -> Value? {
        try database.first(sql, .text(systemID.rawValue)) { $0.text(0) }.map { try JSONBytes.decode($0) }
    }
}
