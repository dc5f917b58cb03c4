/// A value of a code list as it stands in an object: code and text are copied, so that a later change of the list
/// changes no old object.
public struct Kode: Codable, Sendable, Hashable {
    /// The code.
    public var kode: String
    /// The text that goes with it; deposits carry this and not the code.
    public var kodenavn: String

    /// With what is required; everything else left out.
    public init(kode: String, kodenavn: String) {
        (self.kode, self.kodenavn) = (kode, kodenavn)
    }
}
