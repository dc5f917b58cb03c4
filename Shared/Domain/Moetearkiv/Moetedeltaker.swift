/// One who took part in a meeting.
public struct Moetedeltaker: Codable, Sendable, Equatable {
    /// M372.
    public var moetedeltakerNavn: Aktoer
    /// M373.
    public var moetedeltakerFunksjon: Kode?
    /// Whom the person represents.
    public var representerer: Aktoer?

    /// With what is required; everything else left out.
    public init(moetedeltakerNavn: Aktoer) { self.moetedeltakerNavn = moetedeltakerNavn }
}
