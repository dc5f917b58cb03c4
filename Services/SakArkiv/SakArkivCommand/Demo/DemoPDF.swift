import Crypto
import Foundation

/// A drawing of lines as PDF/A-1b: no fonts, a colour space of its own, metadata that say what it is. The same lines give the same bytes.
struct DemoPDF {
    /// A rectangle in points (1/72 inch) from the lower left corner of the sheet.
    struct Rectangle {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
    }

    /// What the sheet is called in its metadata.
    let title: String
    /// What is drawn on it.
    let rectangles: [Rectangle]
    /// Lines from point to point.
    let lines: [(from: (x: Int, y: Int), to: (x: Int, y: Int))]

    /// ISO 216 A4, upright, points.
    private static let sheet = (width: 595, height: 842)
    /// Marks the file as binary (ISO 19005-1, 6.1.2): four bytes above 127.
    private static let binaryMark: [UInt8] = [0x25, 0xE2, 0xE3, 0xCF, 0xD3, 0x0A]

    /// The file.
    var bytes: Data {
        let drawing = content
        let metadata = self.metadata
        let objects = [
            "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            """
            <</Type/Page/Parent 2 0 R/MediaBox[0 0 \(Self.sheet.width) \(Self.sheet.height)]/Contents 4 0 R
            /Resources<</ColorSpace<</Graa[/CalGray<</WhitePoint[0.9505 1 1.089]>>]>>>>>>
            """,
            "<</Length \(drawing.utf8.count)>>\nstream\n\(drawing)\nendstream",
            "<</Type/Metadata/Subtype/XML/Length \(metadata.utf8.count)>>\nstream\n\(metadata)\nendstream",
        ]
        var file = Data("%PDF-1.4\n".utf8) + Data(Self.binaryMark)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(file.count)
            file += Data("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let table = file.count
        let entries = places.map { String(repeating: "0", count: 10 - String($0).count) + "\($0) 00000 n \n" }.joined()
        let id = String(SHA256.hex(title).prefix(32))
        file += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(entries)".utf8)
        file += Data("trailer\n<</Size \(objects.count + 1)/Root 1 0 R/ID[<\(id)><\(id)>]>>\nstartxref\n\(table)\n%%EOF\n".utf8)
        return file
    }

    private var content: String {
        let drawn = rectangles.map { "\($0.x) \($0.y) \($0.width) \($0.height) re S" }
        let ruled = lines.map { "\($0.from.x) \($0.from.y) m \($0.to.x) \($0.to.y) l S" }
        return (["/Graa CS 0 SC 1.5 w"] + drawn + ruled).joined(separator: "\n")
    }

    private var metadata: String {
        """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/>
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title></rdf:Description>
        </rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """
    }
}
