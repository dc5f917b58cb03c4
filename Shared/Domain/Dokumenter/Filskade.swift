/// What is wrong with a stored file, found when it was read again.
public struct Filskade: Codable, Sendable, Hashable {
    /// The kind.
    public enum Slag: String, Codable, Sendable, CaseIterable {
        /// Its bytes have another checksum than when they were stored.
        case endret
        /// It has another size.
        case stoerrelse
        /// It is not there.
        case borte
        /// The disk does not give its bytes.
        case uleselig
    }

    /// The kind.
    public var slag: Slag
    /// The checksum found, where all bytes could be read.
    public var funnetSjekksum: String?
    /// The size found, in bytes.
    public var funnetStoerrelse: Int64?

    /// Damage of that kind.
    public init(_ slag: Slag, funnetSjekksum: String? = nil, funnetStoerrelse: Int64? = nil) {
        (self.slag, self.funnetSjekksum, self.funnetStoerrelse) = (slag, funnetSjekksum, funnetStoerrelse)
    }
}
