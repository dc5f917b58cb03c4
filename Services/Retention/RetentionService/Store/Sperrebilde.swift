import Contracts
import Domain
import SQLite

/// The holds that stand, and what each of them is on. Few stand at a time; what they are on is looked up object by object.
final class Sperrebilde {
    private let lager: Kassasjonslager
    private var paaMappe: [SystemID: [Kassasjonssperre]] = [:]
    private var paaKlasse: [SystemID: [Kassasjonssperre]] = [:]
    private var paaPart: [String: [Kassasjonssperre]] = [:]
    private var klasser: [SystemID: [Kassasjonssperre]] = [:]

    init(_ lager: Kassasjonslager) throws {
        self.lager = lager
        for sperre in try lager.sperrer(staar: true) {
            switch sperre.gjelder {
            case .mappe(let id): paaMappe[id, default: []].append(sperre)
            case .klasse(let id): paaKlasse[id, default: []].append(sperre)
            case .part(let key): paaPart[Kassasjonslager.noekkel(key), default: []].append(sperre)
            }
        }
    }

    /// Whether any stands on a party.
    var harParter: Bool { !paaPart.isEmpty }

    /// Those on a mappe itself.
    func mappe(_ id: SystemID) -> [Kassasjonssperre] { paaMappe[id] ?? [] }

    /// Those on a party that occurs in a mappe, or in a registrering outside mapper.
    func parter(gruppe: Int) throws -> [Kassasjonssperre] {
        if paaPart.isEmpty { return [] }
        return try lager.sperretePartsnoekler(gruppe: gruppe).flatMap { paaPart[$0] ?? [] }
    }

    /// Those on a class or one above it.
    func klasse(_ id: SystemID) throws -> [Kassasjonssperre] {
        if paaKlasse.isEmpty { return [] }
        if let known = klasser[id] { return known }
        var found: [Kassasjonssperre] = []
        var seen: Set<SystemID> = []
        var next: SystemID? = id
        while let current = next, seen.insert(current).inserted {
            found += paaKlasse[current] ?? []
            next = try lager.klasse(current)?.overordnetKlasse
        }
        klasser[id] = found
        return found
    }

    /// A hold may be met on several ways.
    static func hverEnGang(_ sperrer: [Kassasjonssperre]) -> [Kassasjonssperre] {
        var seen: Set<SystemID> = []
        return sperrer.filter { seen.insert($0.systemID).inserted }
    }
}
