/// Finds out what a file is from its bytes, as PRONOM's signatures tell formats apart: its beginning and end, and where the format keeps
/// what matters elsewhere, that place.
enum FormatIdentifier {
    private typealias Signature = @Sendable (FormatSource) async throws -> IdentifiedFormat?

    /// In this order: what begins with a mark of its own before what is only text.
    private static let signatures: [Signature] = [
        PDFSignature.identify, { PictureSignatures.identify($0) }, ZipSignatures.identify, CompoundSignatures.identify,
        { SoundSignatures.identify($0) }, { FilmSignatures.identify($0) }, { PackedSignatures.identify($0) },
        { MarkupSignatures.identify($0) }, { MarkedTextSignatures.identify($0) }, { TextSignatures.identify($0) },
    ]

    /// The format; `av/0` when nothing fits.
    ///
    /// - Throws: what reading throws; never because of what the bytes are.
    static func identify(_ source: FormatSource) async throws -> IdentifiedFormat {
        guard source.byteCount > 0 else { return IdentifiedFormat(.unknown, details: "empty") }
        for signature in signatures {
            if let found = try await signature(source) { return found }
        }
        return .unknown
    }
}
