/// One value of a code list.
public struct Kodeverdi: Codable, Sendable, Hashable {
    /// The code.
    public var kode: String
    /// The text that goes with it.
    public var kodenavn: String
    /// Since when it may not be used on new or changed objects; nil while it may.
    public var utdatert: Tidspunkt?

    /// A value in use.
    public init(kode: String, kodenavn: String, utdatert: Tidspunkt? = nil) {
        (self.kode, self.kodenavn, self.utdatert) = (kode, kodenavn, utdatert)
    }

    /// What is copied into an object.
    public var somKode: Kode { Kode(kode: kode, kodenavn: kodenavn) }
}
