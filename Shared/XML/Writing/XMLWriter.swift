/// Writes a document of any length piece by piece, in UTF-8. What comes out is well-formed or an error is thrown.
///
/// An element is in the namespace it is given, and else in that of the element around it; a declaration of the default namespace is
/// written where it changes. Prefixes are for attributes and values (`xsi:type`). One owner at a time.
public final class XMLWriter {
    private struct Open {
        let name: String
        let namespace: String
        let prefixes: [String]
        var hasChildren = false
        var hasText = false
    }

    private let options: XMLWriterOptions
    private let sink: ([UInt8]) throws -> Void
    private var output: XMLOutput
    private var open: [Open] = []
    /// The last start tag still lacks its `>`, so that an element without content can be written short.
    private var isTagOpen = false
    private var hasRoot = false

    /// A writer that hands its bytes to `sink`, in order.
    public init(_ options: XMLWriterOptions = XMLWriterOptions(), sink: @escaping ([UInt8]) throws -> Void) {
        self.options = options
        self.sink = sink
        output = XMLOutput(invalidCharacters: options.invalidCharacters)
    }

    /// A whole document in memory.
    public static func document(_ options: XMLWriterOptions = XMLWriterOptions(), _ body: (XMLWriter) throws -> Void) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = XMLWriter(options) { bytes += $0 }
        try writer.declaration()
        try body(writer)
        try writer.finish()
        return bytes
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`, before anything else.
    public func declaration() throws {
        guard !hasRoot, output.isEmpty else { throw XMLWriteError.outOfPlace("the declaration") }
        output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    /// Begins an element.
    ///
    /// - Parameters:
    ///   - namespace: Its namespace; nil for that of the element around it, empty for none.
    ///   - prefixes: Namespaces to declare here for attributes and values, by prefix.
    ///   - attributes: By name, which may have a declared prefix.
    public func start(
        _ name: String, namespace: String? = nil, prefixes: KeyValuePairs<String, String> = [:],
        attributes: KeyValuePairs<String, String> = [:]
    ) throws {
        try start(name, namespace: namespace, prefixes: Array(prefixes), attributes: Array(attributes))
    }

    private func start(
        _ name: String, namespace: String?, prefixes: [(key: String, value: String)], attributes: [(key: String, value: String)]
    ) throws {
        guard XMLName.isLocalName(name) else { throw XMLWriteError.invalidName(name) }
        guard !open.isEmpty || !hasRoot else { throw XMLWriteError.outOfPlace("a second root element, \(name)") }
        closeTag()
        if !open.isEmpty {
            open[open.count - 1].hasChildren = true
            if !open[open.count - 1].hasText { newLine(open.count) }
        }
        hasRoot = true
        let inherited = open.last?.namespace ?? ""
        let own = namespace ?? inherited
        output.append("<")
        output.append(name)
        open.append(Open(name: name, namespace: own, prefixes: prefixes.map(\.key)))
        isTagOpen = true
        if own != inherited { try writeAttribute("xmlns", own) }
        for (prefix, uri) in prefixes {
            guard XMLName.isLocalName(prefix), prefix != "xmlns", !uri.isEmpty else { throw XMLWriteError.invalidName(prefix) }
            try writeAttribute("xmlns:" + prefix, uri)
        }
        for (index, attribute) in attributes.enumerated() {
            try checkAttributeName(attribute.key)
            if attributes[..<index].contains(where: { $0.key == attribute.key }) { throw XMLWriteError.repeatedAttribute(attribute.key) }
            try writeAttribute(attribute.key, attribute.value)
        }
    }

    /// Text inside the element that is open.
    public func text(_ text: String) throws {
        guard !open.isEmpty else { throw XMLWriteError.outOfPlace("text outside the root element") }
        guard !text.isEmpty else { return }
        closeTag()
        open[open.count - 1].hasText = true
        try output.append(escaping: text, isAttribute: false, place: open[open.count - 1].name)
        try flushIfFull()
    }

    /// Ends the element that was begun last.
    public func end() throws {
        guard let element = open.popLast() else { throw XMLWriteError.outOfPlace("an end without a start") }
        if isTagOpen {
            isTagOpen = false
            output.append("/>")
        } else {
            if element.hasChildren, !element.hasText { newLine(open.count) }
            output.append("</")
            output.append(element.name)
            output.append(">")
        }
        try flushIfFull()
    }

    /// An element with nothing but text in it.
    public func element(
        _ name: String, _ text: String, namespace: String? = nil, attributes: KeyValuePairs<String, String> = [:]
    ) throws {
        try start(name, namespace: namespace, attributes: attributes)
        try self.text(text)
        try end()
    }

    /// An element with nothing but text in it; nothing at all for nil.
    public func optional(_ name: String, _ text: String?) throws {
        if let text { try element(name, text) }
    }

    /// An element with what `body` writes in it.
    public func element(
        _ name: String, namespace: String? = nil, prefixes: KeyValuePairs<String, String> = [:],
        attributes: KeyValuePairs<String, String> = [:], _ body: () throws -> Void
    ) throws {
        try start(name, namespace: namespace, prefixes: prefixes, attributes: attributes)
        try body()
        try end()
    }

    /// Hands over the rest. Every element must be ended.
    public func finish() throws {
        guard open.isEmpty, hasRoot else { throw XMLWriteError.outOfPlace("the end of the document") }
        output.append("\n")
        try sink(output.take())
    }

    private func writeAttribute(_ name: String, _ value: String) throws {
        output.append(" ")
        output.append(name)
        output.append("=\"")
        try output.append(escaping: value, isAttribute: true, place: "@" + name)
        output.append("\"")
    }

    private func checkAttributeName(_ name: String) throws {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ XMLName.isLocalName($0) }), parts.first != "xmlns" else { throw XMLWriteError.invalidName(name) }
        guard parts.count == 2 else { return }
        let prefix = String(parts[0])
        guard prefix == "xml" || open.contains(where: { $0.prefixes.contains(prefix) }) else {
            throw XMLWriteError.undeclaredPrefix(prefix)
        }
    }

    private func closeTag() {
        if isTagOpen { output.append(">") }
        isTagOpen = false
    }

    private func newLine(_ depth: Int) {
        guard let indentation = options.indentation else { return }
        output.append("\n")
        output.append(spaces: indentation * depth)
    }

    private func flushIfFull() throws {
        if output.count >= options.bufferLimitBytes { try sink(output.take()) }
    }
}
