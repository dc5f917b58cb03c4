/// Running text with its format.
public struct Tekst: Codable, Sendable, Equatable {
    /// The text.
    public var tekstInnhold: String
    /// Plain text, Markdown or HTML.
    public var tekstFormat: Kode

    /// With what is required; everything else left out.
    public init(tekstInnhold: String, tekstFormat: Kode) {
        (self.tekstInnhold, self.tekstFormat) = (tekstInnhold, tekstFormat)
    }
}
