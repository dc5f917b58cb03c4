import Testing
import XML

@Suite struct WriterTests {
    func written(_ options: XMLWriterOptions = XMLWriterOptions(), _ body: (XMLWriter) throws -> Void) throws -> String {
        String(decoding: try XMLWriter.document(options, body), as: UTF8.self)
    }

    @Test func `a receipt is indented, and elements with text stay on one line`() throws {
        let text = try written { xml in
            try xml.element("kvittering", namespace: "https://k", prefixes: ["xsi": "https://xsi"]) {
                try xml.element("tidspunkt", "2026-11-22")
                try xml.optional("merknad", nil)
                try xml.optional("tittel", "")
                try xml.element("mappe", attributes: ["xsi:type": "saksmappe", "nr": "1"]) {
                    try xml.element("annet", namespace: "https://annet") { try xml.element("her", "x") }
                    try xml.element("tilbake", "y", namespace: "https://k")
                }
                try xml.element("fritt", namespace: "") {}
            }
        }
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <kvittering xmlns="https://k" xmlns:xsi="https://xsi">
                  <tidspunkt>2026-11-22</tidspunkt>
                  <tittel/>
                  <mappe xsi:type="saksmappe" nr="1">
                    <annet xmlns="https://annet">
                      <her>x</her>
                    </annet>
                    <tilbake>y</tilbake>
                  </mappe>
                  <fritt xmlns=""/>
                </kvittering>

                """)
        let root = try XMLReader.read(text: text)
        #expect(root.child("mappe")?.children.map(\.namespace) == ["https://annet", "https://k"])
        #expect(root.child("fritt")?.namespace == nil)
    }

    @Test func `without indentation everything stands on one line`() throws {
        let text = try written(XMLWriterOptions(indentation: nil)) { xml in
            try xml.element("a") {
                try xml.text("x")
                try xml.element("b", "y")
                try xml.text("z")
            }
        }
        #expect(text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>x<b>y</b>z</a>\n")
    }

    @Test func `all text that XML can hold is read back as it was written`() throws {
        let text = " <&>\"' ]]> \t\n\r\r\n æøå \u{1f600} \u{85}\u{2028}\u{fffd}\u{e000}\u{7f} &amp; &#10; "
        let bytes = try XMLWriter.document { xml in
            try xml.start("a", attributes: ["b": text])
            try xml.text(text)
            try xml.end()
        }
        let root = try XMLReader.read(bytes)
        #expect(root.text == text)
        #expect(root.attribute("b") == text)
    }

    @Test(arguments: ["\u{0}", "\u{b}", "\u{1f}", "\u{fffe}", "\u{ffff}"])
    func `a character that XML lacks is refused, or replaced where that is asked for`(character: String) throws {
        let scalar = try #require(character.unicodeScalars.first?.value)
        #expect(throws: XMLWriteError.invalidCharacter(scalar, in: "tittel")) {
            try written { try $0.element("tittel", "før\(character)etter") }
        }
        #expect(throws: XMLWriteError.invalidCharacter(scalar, in: "@b")) {
            try written { try $0.element("a", "", attributes: ["b": character]) }
        }
        let bytes = try XMLWriter.document(XMLWriterOptions(invalidCharacters: .replace)) { xml in
            try xml.element("a", "før\(character)etter", attributes: ["b": character])
        }
        let root = try XMLReader.read(bytes)
        #expect(root.text == "før\u{fffd}etter")
        #expect(root.attribute("b") == "\u{fffd}")
    }

    @Test func `nothing that is not well-formed comes out`() {
        #expect(throws: XMLWriteError.invalidName("1a")) { try written { try $0.element("1a", "") } }
        #expect(throws: XMLWriteError.invalidName("a b")) { try written { try $0.element("a b", "") } }
        #expect(throws: XMLWriteError.invalidName("x:a")) { try written { try $0.element("x:a", "") } }
        #expect(throws: XMLWriteError.invalidName("")) { try written { try $0.element("", "") } }
        #expect(throws: XMLWriteError.invalidName("xmlns:x")) { try written { try $0.element("a", "", attributes: ["xmlns:x": "u"]) } }
        #expect(throws: XMLWriteError.undeclaredPrefix("x")) { try written { try $0.element("a", "", attributes: ["x:b": ""]) } }
        #expect(throws: XMLWriteError.repeatedAttribute("b")) { try written { try $0.element("a", "", attributes: ["b": "", "b": ""]) } }
        #expect(throws: XMLWriteError.self) { try written { _ in } }
        #expect(throws: XMLWriteError.self) { try written { try $0.start("a") } }
        #expect(throws: XMLWriteError.self) { try written { try $0.end() } }
        #expect(throws: XMLWriteError.self) { try written { try $0.text("a") } }
        #expect(throws: XMLWriteError.self) {
            try written { xml in
                try xml.element("a", "")
                try xml.element("b", "")
            }
        }
        #expect(throws: XMLWriteError.self) {
            try written { xml in
                try xml.element("a", "")
                try xml.declaration()
            }
        }
    }

    @Test func `a long document goes to the sink piece by piece`() throws {
        var pieces: [[UInt8]] = []
        let writer = XMLWriter(XMLWriterOptions(indentation: nil, bufferLimitBytes: 1_000)) { pieces.append($0) }
        try writer.declaration()
        try writer.start("arkiv")
        for number in 0..<1_000 { try writer.element("mappe", "\(number)") }
        try writer.end()
        try writer.finish()
        #expect(pieces.count > 15)
        #expect(pieces.allSatisfy { $0.count < 1_100 })
        let root = try XMLReader.read(pieces.flatMap { $0 })
        #expect(root.children.map(\.text) == (0..<1_000).map { "\($0)" })
    }

    @Test func `a sink that fails stops the writing with its own error`() {
        struct Full: Error {}
        let writer = XMLWriter(XMLWriterOptions(bufferLimitBytes: 10)) { _ in throw Full() }
        #expect(throws: Full.self) { try writer.element("a", "mer enn ti byte") }
    }
}
