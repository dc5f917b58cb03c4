import Domain

/// A file format as the archive names it.
struct FileFormat: Hashable, Sendable {
    /// Formats that are one thing to a person: a PDF/A and a PDF 1.4 are both PDF.
    enum Family: String, Sendable, CaseIterable {
        case pdf, tiff, jpeg, png, gif, text, xml, html, sosi, gml, ifc, warc, word, spreadsheet, presentation, mail, rtf, postscript, svg
        case audio, video, container, unknown
    }

    /// M701: a PRONOM code, `fmt/95`; `av/0` when unknown (the archive's own code for that).
    let puid: String
    /// What a person calls it.
    let name: String
    /// M716.
    let mediaType: String
    /// Endings of file names, without the dot; the first is the usual one.
    let endings: [String]
    let family: Family

    /// What nobody knows.
    static let unknown = FileFormat(
        puid: "av/0", name: "Unknown", mediaType: "application/octet-stream", endings: [], family: .unknown)

    /// Whether documents may be deposited in it (riksarkivarens forskrift § 5-17).
    var isArchiveFormat: Bool { Arkivformat.godkjente.contains(puid) }
}

/// What the bytes say a file is.
struct IdentifiedFormat: Hashable, Sendable {
    let format: FileFormat
    /// M702: what the code does not say, such as the character set of a text.
    var details: String?

    init(_ format: FileFormat, details: String? = nil) { (self.format, self.details) = (format, details) }

    static let unknown = IdentifiedFormat(.unknown)
}
