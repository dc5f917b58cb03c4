/// Whether a dokumentobjekt's file is in the archive, as far as the registry has heard from the documents service.
public struct Filtilstand: Codable, Sendable, Equatable {
    /// The states.
    public enum Status: String, Codable, Sendable {
        /// It has been asked for.
        case venter
        /// It is there, whole; checksum, size and format are those of its bytes.
        case lagret
        /// It could not be had and is not tried again; another upload may still bring it.
        case mangler
    }

    /// The state.
    public var status: Status
    /// Since when.
    public var dato: Tidspunkt
    /// Why it could not be had; only with `mangler`.
    public var feil: Fault?

    /// A state.
    public init(_ status: Status, dato: Tidspunkt, feil: Fault? = nil) { (self.status, self.dato, self.feil) = (status, dato, feil) }
}
