public import Domain
import Synchronization

/// Identifiers 1, 2, 3 … in the form of a UUID: for tests whose expected result names them.
public final class CountedIdentifiers: IdentifierSource {
    private let family: UInt64
    private let last = Atomic<UInt64>(0)

    /// Sources with different `family` numbers never give the same identifier.
    public init(family: UInt64 = 0) { self.family = family }

    /// The next number.
    public func next() -> SystemID {
        SystemID(high: family, low: last.add(1, ordering: .relaxed).newValue)
    }
}
