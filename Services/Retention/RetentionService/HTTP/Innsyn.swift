import Contracts
import Domain
import ServiceKit

/// What one caller may see of an object: a screened title, a class's name (which may be a person's number) and a hold's reason are not everybody's.
struct Innsyn {
    let principal: Principal

    /// Whether the object's own title may be seen. Of what is graded nobody sees more than the public.
    func seesTitle(_ bilde: Kassasjonsbilde) -> Bool {
        !bilde.erGradert && bilde.skjerminger.allSatisfy { principal.mayRead($0, deltakere: Set(bilde.deltakere)) }
    }

    /// Its title: the real one, the one for the public, or none.
    func title(_ bilde: Kassasjonsbilde) -> String? {
        if seesTitle(bilde) { return bilde.tittel }
        return bilde.erGradert ? nil : bilde.offentligTittel
    }

    /// Whether the reasons and parties of holds may be seen: an archivist's alone.
    var seesHolds: Bool { principal.role == .arkivar }

    /// A hold as this caller may see it.
    func json(_ sperre: Kassasjonssperre) -> JSONValue {
        var members: [String: JSONValue] = [
            "systemID": .string(sperre.systemID.rawValue), "staar": .bool(sperre.staar), "sattDato": .string(sperre.sattDato.description),
        ]
        members["opphevetDato"] = sperre.opphevetDato.map { .string($0.description) }
        switch sperre.gjelder {
        case .mappe(let id): members["gjelder"] = ["mappe": .string(id.rawValue)]
        case .klasse(let id): members["gjelder"] = ["klasse": .string(id.rawValue)]
        case .part(let key): members["gjelder"] = ["part": seesHolds ? [key.slag.rawValue: .string(key.verdi)] : [:]]
        }
        guard seesHolds else { return .object(members) }
        members["begrunnelse"] = .string(sperre.begrunnelse)
        members["sattAv"] = .string(sperre.sattAv)
        members["opphevetAv"] = sperre.opphevetAv.map { .string($0) }
        members["opphevelsesgrunn"] = sperre.opphevelsesgrunn.map { .string($0) }
        return .object(members)
    }
}
