import ServiceKit

@testable import RegistryService

extension Innsyn {
    /// An archivist's: everything.
    static let alt = Innsyn(Principal(identity: "arkivar", role: .arkivar, kommuner: .all))
    /// A caseworker's without clearance.
    static let ingenting = Innsyn(Principal(identity: "ola", role: .saksbehandler, kommuner: .all))
}
