/// Why one of the two objects of a message could not be made (`feilmeldingBase`).
public struct Feilet: Codable, Sendable, Equatable {
    /// Names this failure, so that people can refer to it.
    public var feilId: String
    /// What went wrong.
    public var feilmelding: String

    /// A failure.
    public init(feilId: String, feilmelding: String) { (self.feilId, self.feilmelding) = (feilId, feilmelding) }
}
