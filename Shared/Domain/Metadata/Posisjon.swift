/// A place by its coordinates.
public struct Posisjon: Codable, Sendable, Equatable {
    /// M043.
    public var koordinatsystem: Kode
    /// M040.
    public var x: Double
    /// M041.
    public var y: Double
    /// M042.
    public var z: Double?

    /// With what is required; everything else left out.
    public init(
        koordinatsystem: Kode, x: Double, y: Double
    ) {
        (self.koordinatsystem, self.x, self.y) = (koordinatsystem, x, y)
    }
}
