/// What is known of cases and registreringer when a new fact comes.
public protocol Varslingsoppslag {
    /// The case of that systemID; nil when it is not known.
    func sak(_ systemID: SystemID) throws -> Varslingssak?
    /// The registrering of that systemID; nil when it is not known.
    func post(_ systemID: SystemID) throws -> Varslingspost?
    /// What waits to be told until that object is known, in the order it came.
    func utsatt(_ objekt: SystemID) throws -> [Hendelse]
}
