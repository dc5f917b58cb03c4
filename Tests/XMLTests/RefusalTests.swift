import Testing
import XML

@Suite struct RefusalTests {
    func fault(_ text: String, _ limits: XMLLimits = XMLLimits()) -> XMLError? {
        #expect(throws: XMLError.self) { try XMLReader.read(Array(text.utf8), limits: limits) }
    }

    @Test(arguments: [
        ("<a><b></a>", 1, 11), ("<a>\n<b>\n</c>\n</a>", 3, 5), ("", 1, 1), ("   ", 1, 4), ("bare tekst", 1, 1), ("<a/><b/>", 1, 5),
        ("<a", 1, 3),
        ("<a>", 1, 4), ("<a b=1/>", 1, 6), ("<a b='1' b='2'/>", 1, 15), ("<a>&ukjent;</a>", 1, 12), ("<a>&#0;</a>", 1, 8),
        ("<a>&#xFFFF;</a>", 1, 12),
        ("<a>\u{1}</a>", 1, 4), ("<a>x & y</a>", 1, 7), (" <?xml version='1.0'?><a/>", 1, 7), ("<a>]]></a>", 1, 4), ("<a b='<'/>", 1, 7),
        ("<a><!-- -- --></a>", 1, 9), ("<a></a>rest", 1, 8),
    ])
    func `what is not well-formed is refused with its place`(text: String, line: Int, column: Int) throws {
        let error = try #require(fault(text))
        #expect(error.code == .notWellFormed)
        #expect([error.line, error.column] == [line, column], "\(error)")
        #expect(!error.message.isEmpty && !error.message.contains("\n"))
    }

    @Test(arguments: ["<x:a/>", "<a x:b='1'/>", "<a xmlns:x='u'><b><y:c/></b></a>"])
    func `a prefix without declaration is refused`(text: String) {
        #expect(fault(text)?.code == .undeclaredPrefix)
    }

    @Test(arguments: [
        "<a xmlns:x=''/>", "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", "<a xmlns='u' xmlns='v'/>", "<a xmlns:xml='u'/>",
        "<a:b:c xmlns:a='u'/>",
    ])
    func `other breaches of namespaces are refused`(text: String) {
        #expect(fault(text)?.code == .notWellFormed)
    }

    @Test func `a namespace need not be a good address`() throws {
        #expect(try XMLReader.read(text: "<a xmlns='ikke en\nURI'/>").namespace == "ikke en URI")
        #expect(try XMLReader.read(text: "<a xmlns='relativ?a&amp;b=&#38;#38;'/>").namespace == "relativ?a&b=&#38;")
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>",
        "<?xml version='1.0' standalone='yes'?>\n<!DOCTYPE a [<!ATTLIST a b CDATA 'x'>]><a/>",
    ])
    func `a document type is refused, whatever it holds`(text: String) {
        #expect(fault(text)?.code == .dtdNotAllowed)
    }

    @Test func `a billion laughs are refused at the document type, before any of them`() {
        var entities = "<!ENTITY lol0 'lol'>"
        for level in 1...30 { entities += "<!ENTITY lol\(level) '\(String(repeating: "&lol\(level - 1);", count: 10))'>" }
        let error = fault("<?xml version='1.0'?>\n<!DOCTYPE lolz [\(entities)]>\n<lolz>&lol30;</lolz>")
        #expect(error?.code == .dtdNotAllowed)
        #expect(error?.line == 2)
    }

    @Test func `a document 10,000 deep is refused where it passes the limit`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        let error = try #require(fault(nested(10_000)))
        #expect(error.code == .tooDeep)
        #expect([error.line, error.column] == [1, 256 * 3 + 1])
        #expect(fault(nested(257))?.code == .tooDeep)
        #expect(try XMLReader.read(text: nested(256)).child("a") != nil)
        #expect(try XMLReader.read(text: nested(10_000), limits: XMLLimits(depthLimit: 10_000)).name == "a")
    }

    @Test func `a document of 100 MB is refused before it is looked at`() throws {
        let error = #expect(throws: XMLError.self) { try XMLReader.read([UInt8](repeating: 0xff, count: 100_000_000)) }
        #expect(error?.code == .tooLarge)
        #expect(error?.line == nil)
        // What grows beyond the limit in UTF-8 is too large as well.
        let latin =
            Array("<?xml version='1.0' encoding='iso-8859-1'?><a>".utf8) + [UInt8](repeating: 0xe5, count: 1_000) + Array("</a>".utf8)
        #expect(try XMLReader.read(latin, limits: XMLLimits(documentLimitBytes: 2_100)).text.count == 1_000)
        let grown = #expect(throws: XMLError.self) { try XMLReader.read(latin, limits: XMLLimits(documentLimitBytes: 2_000)) }
        #expect(grown?.code == .tooLarge)
    }

    @Test func `a document up to the size limit is read, in one piece of text and in many elements`() throws {
        let text = "<a>" + String(repeating: "0123456789abcde\n", count: 1_000_000) + "</a>"
        #expect(try XMLReader.read(text: text).text.utf8.count == 16_000_000)
        let many = "<a>" + String(repeating: "<b>\(String(repeating: "x", count: 60))</b>\n", count: 200_000) + "</a>"
        let root = try XMLReader.read(text: many)
        #expect(root.children.reduce(0) { count, _ in count + 1 } == 200_000)
        #expect(root.children.allSatisfy { $0.text.utf8.count == 60 })
    }

    @Test func `more elements and attributes than the limit are refused`() {
        let error = fault("<a>" + String(repeating: "<b c=''/>", count: 300_000) + "</a>")
        #expect(error?.code == .tooManyNodes)
        #expect(error?.column == 3 + 249_999 * 9 + 1)
    }

    @Test func `crowded tags are refused, small and large, before they cost time`() throws {
        for count in [257, 1_000, 500_000] {
            let attributes = (0..<count).map { " a\($0)=''" }.joined()
            #expect(fault("<?xml version='1.0'?><r>x<a\(attributes)/></r>")?.code == .tooManyAttributes)
        }
        let declarations = (0..<200).map { " xmlns:p\($0)='u'" }.joined()
        let nested = String(repeating: "<a\(declarations)>", count: 6) + String(repeating: "</a>", count: 6)
        #expect(fault(nested)?.code == .tooManyAttributes)
        // Equals signs elsewhere are no attributes.
        let signs = String(repeating: "=", count: 70_000)
        let text = "<?p \(signs)?><a b='\(signs)>' c=\"'>\"><!-- <x \(signs) --><![CDATA[<x \(signs)]]>\(signs)</a>"
        #expect(try XMLReader.read(text: text).text.utf8.count == 140_003)
    }
}
