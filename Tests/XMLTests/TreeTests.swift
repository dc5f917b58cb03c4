import Testing
import XML

@Suite struct TreeTests {
    let message = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- en kommentar -->
        <arkivmelding xmlns="https://a" xmlns:n5="https://n5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <registrering xsi:type="n5:journalpost"
            nr="1">
            <tittel>Søknad &amp; <![CDATA[<vedlegg>]]> &#x41;</tittel>
          </registrering>
          <registrering><tittel/><n5:tittel>to</n5:tittel><part xmlns="">x</part></registrering>
        </arkivmelding>
        """

    @Test func `elements come with name, namespace, text and children`() throws {
        let root = try XMLReader.read(text: message)
        #expect(root.name == "arkivmelding")
        #expect(root.namespace == "https://a")
        #expect(root.parent == nil)
        #expect(root.text == "")
        #expect(root.children.map(\.name) == ["registrering", "registrering"])
        let first = try #require(root.child("registrering"))
        #expect(first.child("tittel")?.text == "Søknad & <vedlegg> A")
        #expect(first.child("tittel")?.hasChildren == false)
        #expect(first.child("part") == nil)
        let second = root.children(named: "registrering")[1]
        #expect(second.children.map(\.namespace) == ["https://a", "https://n5", nil])
        #expect(second.children.map(\.text) == ["", "to", "x"])
        #expect(second.children.map { $0.parent?.path } == Array(repeating: "/arkivmelding/registrering[2]", count: 3))
    }

    @Test func `attributes come with their namespace, and declarations are not among them`() throws {
        let root = try XMLReader.read(text: message)
        let first = try #require(root.child("registrering"))
        #expect(root.attributes.isEmpty)
        #expect(
            first.attributes.map { [$0.name, $0.namespace, $0.value] } == [
                ["type", "http://www.w3.org/2001/XMLSchema-instance", "n5:journalpost"], ["nr", nil, "1"],
            ])
        #expect(first.attribute("nr") == "1")
        #expect(first.attribute("type") == nil)
        #expect(first.attribute("type", namespace: "http://www.w3.org/2001/XMLSchema-instance") == "n5:journalpost")
    }

    @Test func `a qualified name in a value is resolved where it stands`() throws {
        let root = try XMLReader.read(text: message)
        let tittel = try #require(root.child("registrering")?.child("tittel"))
        #expect(tittel.resolve("n5:journalpost")?.namespace == "https://n5")
        #expect(tittel.resolve("n5:journalpost")?.name == "journalpost")
        #expect(tittel.resolve("journalpost")?.namespace == "https://a")
        #expect(tittel.resolve("nei:journalpost") == nil)
        #expect(tittel.resolve("a:b:c") == nil)
        let part = try #require(root.children(named: "registrering")[1].child("part"))
        #expect(part.resolve("x")?.namespace == .some(nil))
        #expect(part.resolve("xml:lang")?.namespace == "http://www.w3.org/XML/1998/namespace")
    }

    @Test func `a path numbers an element only among others of its name`() throws {
        let root = try XMLReader.read(text: message)
        #expect(root.path == "/arkivmelding")
        #expect(root.children.map(\.path) == ["/arkivmelding/registrering[1]", "/arkivmelding/registrering[2]"])
        #expect(root.child("registrering")?.child("tittel")?.path == "/arkivmelding/registrering[1]/tittel")
        let three = try XMLReader.read(text: "<a><b/><c/><b/><b><d/></b></a>")
        #expect(three.children.map(\.path) == ["/a/b[1]", "/a/c", "/a/b[2]", "/a/b[3]"])
    }

    @Test func `an element's place is that of its first character`() throws {
        let root = try XMLReader.read(text: message)
        #expect([root.line, root.column] == [3, 1])
        let first = try #require(root.child("registrering"))
        #expect([first.line, first.column] == [4, 3])
        #expect([first.child("tittel")?.line, first.child("tittel")?.column] == [6, 5])
        let places = try XMLReader.read(text: "<a>\r\n<b/>\r<c/>\n<æ/>ø<d x='\n'/></a>").children.map { [$0.line, $0.column] }
        #expect(places == [[2, 1], [3, 1], [4, 1], [4, 6]])
    }

    @Test func `white space is kept in leaves and dropped between elements, other text is never dropped`() throws {
        #expect(try XMLReader.read(text: "<a> \n </a>").text == " \n ")
        #expect(try XMLReader.read(text: "<a>\n <b/>\n <c/>\n</a>").text == "")
        #expect(try XMLReader.read(text: "<a>\n x <b>y</b> &amp;<c/>\n z\n<d/>\n</a>").text == "\n x  &\n z\n")
        #expect(try XMLReader.read(text: "<a>1\r\n2\r3</a>").text == "1\n2\n3")
        #expect(try XMLReader.read(text: "<a b=' 1\n2 '/>").attribute("b") == " 1 2 ")
    }

    @Test func `one document after the other is read on its own, on many threads`() async throws {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let text = "<rot\(number % 7)><navn>\(number)</navn></rot\(number % 7)>"
                    let broken = "<rot\(number % 5)><navn></rot>"
                    guard let node = try? XMLReader.read(text: text), (try? XMLReader.read(text: broken)) == nil else { return false }
                    return node.name == "rot\(number % 7)" && node.child("navn")?.text == "\(number)"
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `thousands of names do not stay in memory, and are read all the same`() throws {
        for round in 0..<3 {
            let children = (0..<3_000).map { "<e\(round)x\($0)/>" }.joined()
            let node = try XMLReader.read(text: "<a>\(children)</a>")
            #expect(node.children.map(\.name) == (0..<3_000).map { "e\(round)x\($0)" })
        }
    }
}
