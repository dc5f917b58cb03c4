/// A document as it was read: flat tables instead of an object for each element, since an object for each costs more than the parsing.
/// It never changes, so any number of threads may read it.
final class XMLDocument: Sendable {
    /// One element. Elements stand in the order of the document, so that one's descendants follow it.
    struct Element {
        /// Places in ``XMLDocument/names``.
        let name: UInt32
        let namespace: UInt32
        /// The element around it; its own number for the root.
        let parent: UInt32
        /// Behind its last descendant.
        var end: UInt32
        /// Where it is in the source.
        let offset: UInt32
        /// Its first piece of text in ``XMLDocument/text``. Most elements have one or none.
        var textStart: UInt32 = 0
        var textCount: UInt32 = 0
        /// Its attributes, and namespace declarations, from here to where those of the next element begin.
        let firstAttribute: UInt32
        let firstDeclaration: UInt32
    }

    struct Attribute {
        let name: UInt32
        let namespace: UInt32
        let start: UInt32
        let count: UInt32
    }

    /// `xmlns:prefix="uri"`; both are places in ``XMLDocument/names``.
    struct Declaration {
        let prefix: UInt32
        let uri: UInt32
    }

    let elements: [Element]
    let attributes: [Attribute]
    let declarations: [Declaration]
    /// Values of attributes, and text, one after the other in UTF-8.
    let text: [UInt8]
    /// What text an element has behind its first piece, where child elements stand between.
    let furtherText: [UInt32: [Range<Int>]]
    /// Every name, prefix and namespace once. The first one is empty and means "none".
    let names: [String]
    let source: UTF8Source

    init(
        elements: [Element], attributes: [Attribute], declarations: [Declaration], text: [UInt8], furtherText: [UInt32: [Range<Int>]],
        names: [String], source: UTF8Source
    ) {
        self.elements = elements
        self.attributes = attributes
        self.declarations = declarations
        self.text = text
        self.furtherText = furtherText
        self.names = names
        self.source = source
    }

    func attributes(of index: Int) -> Range<Int> {
        let end = index + 1 < elements.count ? Int(elements[index + 1].firstAttribute) : attributes.count
        return Int(elements[index].firstAttribute)..<end
    }

    func declarations(of index: Int) -> Range<Int> {
        let end = index + 1 < elements.count ? Int(elements[index + 1].firstDeclaration) : declarations.count
        return Int(elements[index].firstDeclaration)..<end
    }

    func string(_ start: Int, _ count: Int) -> String { String(decoding: text[start..<start + count], as: UTF8.self) }
}
