import Crypto
import Foundation

/// The files that go with the demo's messages, made here: letters as plain text, drawings as PDF/A. Archive formats both.
enum DemoFiles {
    /// The file's bytes; nil for a name that is not one of them. The same each time, so that the same message is a repeat.
    static func bytes(_ name: String) -> Data? {
        switch name {
        case "soeknad.txt": Data(letter("Søknad om tillatelse til tiltak", soeknad).utf8)
        case "situasjonsplan.pdf": situasjonsplan.bytes
        case "fasader.pdf": fasader.bytes
        case "vedtak.txt": Data(letter("Tillatelse til tiltak", vedtak).utf8)
        case "klagerett.txt": Data(letter("Orientering om klagerett", klagerett).utf8)
        case "befaringsnotat.txt": Data(letter("Befaringsnotat", notat).utf8)
        default: nil
        }
    }

    /// `sha256:` and the file's checksum: how a message names an upload.
    static func reference(_ bytes: Data) -> String { "sha256:\(SHA256.hex(bytes))" }

    private static func letter(_ title: String, _ text: String) -> String {
        "\(title)\n\(String(repeating: "=", count: title.count))\n\nFurubakken 7, 2319 Hamar (gnr. 7, bnr. 112)\n\n\(text)\n"
    }

    private static let soeknad = """
        Det søkes om tillatelse til å føre opp en enebolig med garasje. Boligen får to etasjer og 164 m² bruksareal,
        garasjen 36 m². Avkjørsel fra Furubakken som vist på situasjonsplanen. Naboene er varslet 4. januar 2026.

        Tømrer & Tak Eksempel AS, for Kari Eksempel
        """
    private static let vedtak = """
        Det gis tillatelse til tiltaket i samsvar med søknaden og godkjent situasjonsplan. Tiltaket må være satt i gang
        innen tre år. Før huset tas i bruk, må det søkes om ferdigattest.

        Byggesak, Hamar kommune
        """
    private static let klagerett = """
        Vedtaket kan påklages innen tre uker etter at det kom fram (forvaltningsloven §§ 28 og 29). Klagen sendes kommunen.
        """
    private static let notat = """
        Befaring 12. februar 2026. Muren mot vest står ikke på tegningen. Etterspurt hos søkeren på telefon samme dag.
        """

    /// The plot with its house, garage and drive.
    private static let situasjonsplan = DemoPDF(
        title: "Situasjonsplan, Furubakken 7",
        rectangles: [
            .init(x: 70, y: 120, width: 455, height: 600), .init(x: 180, y: 380, width: 210, height: 160),
            .init(x: 390, y: 300, width: 90, height: 110),
        ],
        lines: [((435, 300), (435, 120)), ((480, 300), (480, 120)), ((70, 640), (525, 640))])

    /// The house from the south: wall, roof, door and windows.
    private static let fasader = DemoPDF(
        title: "Fasade mot sør, Furubakken 7",
        rectangles: [
            .init(x: 120, y: 300, width: 360, height: 200), .init(x: 160, y: 380, width: 70, height: 70),
            .init(x: 270, y: 300, width: 60, height: 130), .init(x: 370, y: 380, width: 70, height: 70),
        ],
        lines: [((100, 500), (300, 640)), ((300, 640), (500, 500)), ((60, 300), (540, 300))])
}
