/// A business system's own key for an object; unique per fagsystem and kind of object in one municipality.
public struct EksternNoekkel: Codable, Sendable, Hashable {
    /// The business system.
    public var fagsystem: String
    /// Its key.
    public var noekkel: String

    /// With what is required; everything else left out.
    public init(fagsystem: String, noekkel: String) {
        (self.fagsystem, self.noekkel) = (fagsystem, noekkel)
    }
}
