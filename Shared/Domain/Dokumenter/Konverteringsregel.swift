/// Which files get a copy in archive format (krav 2.7.9–2.7.12), and by what kind of program.
public enum Konverteringsregel {
    /// A kind of program.
    public enum Verktoey: String, Codable, Sendable, CaseIterable {
        /// One that prints office documents to PDF/A: LibreOffice.
        case kontor
        /// One that makes a PDF/A of a PDF: Ghostscript.
        case pdf
    }

    /// What is made: PDF/A-2b, PRONOM `fmt/477`.
    public static let maalformat = "fmt/477"

    /// The kind of program for a file in this format; nil when it needs no copy, or none can be made.
    ///
    /// Office formats are approved themselves, but shall have a PDF/A beside them (riksarkivarens forskrift § 5-17).
    public static func verktoey(forFormat puid: String) -> Verktoey? {
        if office.contains(puid) { return .kontor }
        return plainPDF.contains(puid) ? .pdf : nil
    }

    private static let office: Set<String> = [
        "fmt/412", "fmt/523", "fmt/597", "fmt/599", "fmt/40",  // Word
        "fmt/214", "fmt/445", "fmt/598", "fmt/61",  // Excel
        "fmt/215", "fmt/487", "fmt/629", "fmt/630", "fmt/631", "fmt/126",  // PowerPoint
        "fmt/136", "fmt/290", "fmt/291", "fmt/1756", "fmt/137", "fmt/294", "fmt/295", "fmt/1755", "fmt/138", "fmt/292", "fmt/293",
        "fmt/1754",  // OpenDocument
        "fmt/45", "fmt/50", "fmt/52", "fmt/53", "fmt/355",  // RTF
    ]

    private static let plainPDF: Set<String> = [
        "fmt/14", "fmt/15", "fmt/16", "fmt/17", "fmt/18", "fmt/19", "fmt/20", "fmt/276", "fmt/1129",
    ]
}
