/// Puts what the parser says into an ``XMLDocument``'s tables.
struct TreeBuilder {
    private var elements: [XMLDocument.Element] = []
    private var attributes: [XMLDocument.Attribute] = []
    private var declarations: [XMLDocument.Declaration] = []
    private var text: [UInt8] = []
    private var furtherText: [UInt32: [Range<Int>]] = [:]
    /// The elements that are open, outermost first.
    private var open: [UInt32] = []
    /// How many declarations were made before each open element.
    private var declarationsInScope: [Int] = [0]
    /// Where the text begins that came since the last tag.
    private var runStart = 0
    private var runIsBlank = true

    var depth: Int { open.count }
    var nodeCount: Int { elements.count + attributes.count }
    var scopeCount: Int { declarationsInScope.last ?? 0 }

    init(documentBytes: Int) {
        // An element of arkivmelding takes about 60 bytes.
        elements.reserveCapacity(documentBytes / 60 + 8)
        text.reserveCapacity(documentBytes / 2)
    }

    /// Whether there was a root, and all that was begun has ended.
    var isComplete: Bool { open.isEmpty && !elements.isEmpty }

    func document(names: [String], source: UTF8Source) -> XMLDocument {
        XMLDocument(
            elements: elements, attributes: attributes, declarations: declarations, text: text, furtherText: furtherText, names: names,
            source: source)
    }

    mutating func start(name: UInt32, namespace: UInt32, offset: Int, declarationCount: Int) {
        endRun(beforeChild: true)
        let index = UInt32(elements.count)
        elements.append(
            XMLDocument.Element(
                name: name, namespace: namespace, parent: open.last ?? 0, end: index + 1, offset: UInt32(offset),
                firstAttribute: UInt32(attributes.count), firstDeclaration: UInt32(declarations.count)))
        open.append(index)
        declarationsInScope.append(scopeCount + declarationCount)
    }

    mutating func declare(prefix: UInt32, uri: UInt32) { declarations.append(XMLDocument.Declaration(prefix: prefix, uri: uri)) }

    mutating func attribute(name: UInt32, namespace: UInt32, value: UnsafeBufferPointer<UInt8>) {
        let start = text.count
        if value.contains(UInt8(ascii: "&")) {
            // libxml2 hands over every ampersand of a value as `&#38;`, for a later pass that replaces entities; here there are none.
            var index = 0
            while index < value.count {
                text.append(value[index])
                index += value[index] == UInt8(ascii: "&") ? 5 : 1
            }
        } else {
            text.append(contentsOf: value)
        }
        attributes.append(
            XMLDocument.Attribute(name: name, namespace: namespace, start: UInt32(start), count: UInt32(text.count - start)))
        runStart = text.count
    }

    mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        text.append(contentsOf: bytes)
        if runIsBlank { runIsBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 || $0 == 0x0d } }
    }

    mutating func end() {
        endRun(beforeChild: false)
        guard let index = open.popLast() else { return }
        declarationsInScope.removeLast()
        elements[Int(index)].end = UInt32(elements.count)
    }

    /// Gives the text since the last tag to the element it stands in, unless it is white space beside child elements.
    private mutating func endRun(beforeChild: Bool) {
        defer {
            runStart = text.count
            runIsBlank = true
        }
        guard text.count > runStart, let index = open.last else { return }
        // Whatever follows the innermost open element is inside it.
        let hasChildren = elements.count > Int(index) + 1
        if runIsBlank, beforeChild || hasChildren {
            text.removeLast(text.count - runStart)
        } else if elements[Int(index)].textCount == 0 {
            elements[Int(index)].textStart = UInt32(runStart)
            elements[Int(index)].textCount = UInt32(text.count - runStart)
        } else {
            furtherText[index, default: []].append(runStart..<text.count)
        }
    }
}
