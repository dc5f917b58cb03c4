/// The formats documents may be kept in (riksarkivarens forskrift § 5-17, version 220301), by PRONOM code. Formats that may be
/// used for a deposit only on application, or no longer, are not among them.
public enum Arkivformat {
    /// The codes, such as `fmt/95` (PDF/A-1a).
    public static let godkjente: Set<String> = [
        "fmt/95", "fmt/354", "fmt/476", "fmt/477", "fmt/478",  // PDF/A
        "fmt/353", "fmt/156", "fmt/155",  // TIFF
        "fmt/41", "fmt/42", "fmt/43", "fmt/44", "x-fmt/392",  // JPEG, JPEG 2000
        "fmt/11", "fmt/12", "fmt/13",  // PNG
        "x-fmt/111", "x-fmt/16",  // text
        "fmt/101", "fmt/1776", "x-fmt/280", "fmt/817", "fmt/880", "x-fmt/18",  // XML, XSD, JSON, CSV
        "fmt/161", "fmt/995", "fmt/1196", "fmt/1777", "fmt/206",  // SIARD, SQL
        "fmt/1246", "fmt/1247", "fmt/1248", "fmt/1249", "fmt/1250", "x-fmt/227", "fmt/1047",  // SOSI, GML
        "fmt/640", "fmt/199", "fmt/337", "fmt/569",  // MPEG-2, MP4, MJ2, MKV
        "fmt/134", "fmt/6", "fmt/141", "fmt/142", "fmt/1", "fmt/2", "fmt/527", "fmt/703", "fmt/704", "fmt/705", "fmt/279", "fmt/947",
        "fmt/412", "fmt/214", "fmt/215",  // OOXML
        "fmt/136", "fmt/290", "fmt/291", "fmt/1756", "fmt/137", "fmt/294", "fmt/295", "fmt/1755", "fmt/138", "fmt/292", "fmt/293",
        "fmt/1754",  // ODF
        "fmt/289", "fmt/1355", "fmt/1281",  // WARC
        "fmt/96", "fmt/97", "fmt/98", "fmt/99", "fmt/100", "fmt/471", "fmt/102", "fmt/103",  // HTML, XHTML
        "fmt/699", "fmt/700", "fmt/659", "fmt/663",  // IFC
        "x-fmt/265", "x-fmt/263",  // TAR, ZIP
    ]
}

extension Dokumentbeskrivelse {
    /// Whether it has files, and none of them in an approved archive format (krav 3.2.8). A document without files is physical or
    /// has none.
    var manglerArkivformat: Bool {
        !dokumentobjekt.isEmpty && !dokumentobjekt.contains(where: \.erIArkivformat)
    }
}

extension Dokumentobjekt {
    /// Whether its file is in the archive, in an approved format. What the sender stated counts only for objects from before the files
    /// were followed.
    var erIArkivformat: Bool { (fil.map { $0.status == .lagret } ?? true) && Arkivformat.godkjente.contains(format.kode) }
}
