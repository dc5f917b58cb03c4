import CLibXML2

/// What libxml2's callbacks work on. It lies in memory of its own, reached through the pointer they are given, since a callback is called
/// for every tag and piece of text: references to count would cost as much as the parsing.
struct ParserState {
    let context: xmlParserCtxtPtr
    var names = NameTable()
    var builder = TreeBuilder(documentBytes: 0)
    var limits = XMLLimits()
    /// The first thing that went wrong, and where in the UTF-8 document.
    var refusal: (code: XMLError.Code, message: String, offset: Int)?

    mutating func start(
        _ name: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ declarationCount: Int,
        _ declarations: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        let offset = tagOffset
        guard builder.depth < limits.depthLimit else {
            return refuse(.tooDeep, "more than \(limits.depthLimit) elements inside each other", at: offset)
        }
        guard builder.nodeCount + 1 + attributeCount <= limits.nodeLimit else {
            return refuse(.tooManyNodes, "more than \(limits.nodeLimit) elements and attributes", at: offset)
        }
        guard attributeCount + declarationCount <= limits.attributesPerElementLimit,
            builder.scopeCount + declarationCount <= limits.attributesPerElementLimit * 4
        else {
            return refuse(.tooManyAttributes, "too many attributes or namespace declarations", at: offset)
        }
        builder.start(name: names.place(name), namespace: names.place(uri), offset: offset, declarationCount: declarationCount)
        if let declarations {
            for index in 0..<declarationCount {
                builder.declare(prefix: names.place(declarations[index * 2]), uri: names.place(declarations[index * 2 + 1]))
            }
        }
        guard let attributes else { return }
        for index in 0..<attributeCount {
            // Local name, prefix, namespace, first byte of the value, and the byte behind it.
            let attribute = attributes + index * 5
            guard let start = attribute[3], let end = attribute[4] else { continue }
            builder.attribute(
                name: names.place(attribute[0]), namespace: names.place(attribute[2]),
                value: UnsafeBufferPointer(start: start, count: end - start))
        }
    }

    /// Remembers the first fault and ends the parsing.
    mutating func refuse(_ code: XMLError.Code, _ message: String, at offset: Int? = nil) {
        if refusal == nil { refusal = (code, message, offset ?? self.offset) }
        xmlStopParser(context)
    }

    mutating func refuse(_ error: xmlError) {
        // A namespace is a name: whether it is a good URI is no concern of the document's.
        guard error.code != Int32(XML_WAR_NS_URI.rawValue), error.code != Int32(XML_WAR_NS_URI_RELATIVE.rawValue) else { return }
        let message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        refuse(
            error.code == Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue) ? .undeclaredPrefix : .notWellFormed,
            message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    /// How many bytes of the document the parser has taken.
    private var offset: Int {
        guard let input = context.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// Where the tag began whose end the parser stands at: no `<` can stand inside a tag.
    private var tagOffset: Int {
        guard let input = context.pointee.input, let current = input.pointee.cur, let base = input.pointee.base else { return 0 }
        var back = current - 1
        while back > base, back.pointee != UInt8(ascii: "<") { back -= 1 }
        return Int(input.pointee.consumed) + (back - base)
    }
}
