/// How far a download came before it broke off: its bytes lie in the content store, and the server knows the version by this.
public struct Nedlastingspunkt: Codable, Sendable, Hashable {
    /// Bytes that are there.
    public var mottatt: Int64
    /// The version's strong entity tag (RFC 9110, 8.8.3).
    public var entitetsmerke: String?
    /// Or the date of the last change, as the server writes it, with `stoerrelse`.
    public var sistEndret: String?
    /// The whole file's size in bytes, for a version known by its date.
    public var stoerrelse: Int64?

    /// A place to go on from.
    public init(mottatt: Int64, entitetsmerke: String? = nil, sistEndret: String? = nil, stoerrelse: Int64? = nil) {
        (self.mottatt, self.entitetsmerke, self.sistEndret, self.stoerrelse) = (mottatt, entitetsmerke, sistEndret, stoerrelse)
    }
}
