import Contracts
import Domain
import SQLite
import ShardRuntime

/// What one caller may see of an object: its title, a class's name (which may be a person's number) and holds are not everybody's.
struct Kassasjonsvisning {
    private let visninger: Visninger
    private let sperrer: Sperrevisning

    init(_ leser: Leser, _ dag: Dato, _ database: Database) {
        (visninger, sperrer) = (Visninger(leser, dag, database), Sperrevisning(leser))
    }

    /// Whether the caller is told of holds: an archivist alone (who is sued is nobody else's business).
    var serSperrer: Bool { sperrer.serSperrer }

    /// What the caller sees of an object.
    func visning(_ bilde: Kassasjonsbilde) throws -> Visning { try visninger.visning(vern: bilde.vern) }

    /// Its title: the real one, the one for the public, or none.
    func tittel(_ bilde: Kassasjonsbilde) throws -> String? { try visning(bilde).tittel(bilde.tittel, offentlig: bilde.offentligTittel) }

    /// Whether the caller sees all of a class or an arkivdel.
    func serHele(_ systemID: SystemID?) throws -> Bool { try systemID.map { try visninger.visning($0) == .hel } ?? true }

    /// Whether anything of it is secret to anybody.
    func erSkjermet(_ bilde: Kassasjonsbilde) throws -> Bool { try visninger.erVernet(bilde.vern) }

    /// A hold as this caller may see it.
    func json(_ sperre: Kassasjonssperre) -> JSONValue { sperrer.json(sperre) }
}

/// A legal hold as one caller may see it.
struct Sperrevisning {
    /// Whether holds, their reasons and parties may be seen: an archivist's alone.
    let serSperrer: Bool

    init(_ leser: Leser) { serSperrer = leser.rolle == "arkivar" }

    /// A hold.
    func json(_ sperre: Kassasjonssperre) -> JSONValue {
        var members: [String: JSONValue] = [
            "systemID": .string(sperre.systemID.rawValue), "staar": .bool(sperre.staar), "sattDato": .string(sperre.sattDato.description),
        ]
        members["opphevetDato"] = sperre.opphevetDato.map { .string($0.description) }
        switch sperre.gjelder {
        case .mappe(let id): members["gjelder"] = ["mappe": .string(id.rawValue)]
        case .klasse(let id): members["gjelder"] = ["klasse": .string(id.rawValue)]
        case .part(let key): members["gjelder"] = ["part": serSperrer ? [key.slag.rawValue: .string(key.verdi)] : [:]]
        }
        guard serSperrer else { return .object(members) }
        members["begrunnelse"] = .string(sperre.begrunnelse)
        members["sattAv"] = .string(sperre.sattAv)
        members["opphevetAv"] = sperre.opphevetAv.map { .string($0) }
        members["opphevelsesgrunn"] = sperre.opphevelsesgrunn.map { .string($0) }
        return .object(members)
    }
}
