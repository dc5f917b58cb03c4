public import Domain

/// Where new systemIDs come from: time and randomness in production, a counter in tests.
public protocol IdentifierSource: Sendable {
    /// An identifier that this source has not given before.
    func next() -> SystemID
}
