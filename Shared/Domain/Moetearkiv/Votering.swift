/// One vote.
public struct Votering: Codable, Sendable, Equatable {
    /// Who voted.
    public var moetedeltaker: Moetedeltaker
    /// What.
    public var stemme: Arkivmelding.Stemme
    /// For whom.
    public var representerer: Aktoer?

    /// With what is required; everything else left out.
    public init(
        moetedeltaker: Moetedeltaker, stemme: Arkivmelding.Stemme
    ) {
        (self.moetedeltaker, self.stemme) = (moetedeltaker, stemme)
    }
}
