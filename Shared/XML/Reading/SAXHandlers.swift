import CLibXML2

/// What libxml2 calls. Every function gets the ``ParserSlot`` as its context, and takes nothing else from outside.
enum SAXHandlers {
    static func make() -> xmlSAXHandler {
        var handlers = xmlSAXHandler()
        handlers.initialized = UInt32(XML_SAX2_MAGIC)
        handlers.startElementNs = { slot, name, _, uri, declarationCount, declarations, attributeCount, _, attributes in
            SAXHandlers.slot(slot)?.start(name, uri, Int(declarationCount), declarations, Int(attributeCount), attributes)
        }
        handlers.endElementNs = { slot, _, _, _ in SAXHandlers.slot(slot)?.builder.end() }
        handlers.characters = { slot, start, count in
            SAXHandlers.slot(slot)?.builder.characters(UnsafeBufferPointer(start: start, count: Int(count)))
        }
        // The same function for both: the parser then does not try to tell them apart.
        handlers.ignorableWhitespace = handlers.characters
        handlers.internalSubset = { slot, _, _, _ in
            SAXHandlers.slot(slot)?.refuse(.dtdNotAllowed, "a document type declaration is not allowed")
        }
        handlers.serror = { slot, error in
            guard let error = error?.pointee, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
            SAXHandlers.slot(slot)?.refuse(error)
        }
        return handlers
    }

    private static func slot(_ context: UnsafeMutableRawPointer?) -> ParserSlot? {
        context.map { Unmanaged<ParserSlot>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension ParserSlot {
    fileprivate func start(
        _ name: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ declarationCount: Int,
        _ declarations: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard builder.depth < limits.depthLimit else {
            return refuse(.tooDeep, "more than \(limits.depthLimit) elements inside each other", at: tagOffset)
        }
        guard builder.nodeCount + 1 + attributeCount <= limits.nodeLimit else {
            return refuse(.tooManyNodes, "more than \(limits.nodeLimit) elements and attributes", at: tagOffset)
        }
        guard attributeCount + declarationCount <= limits.attributesPerElementLimit,
            builder.scopeCount + declarationCount <= limits.attributesPerElementLimit * 4
        else {
            return refuse(.tooManyAttributes, "too many attributes or namespace declarations", at: tagOffset)
        }
        builder.start(name: names.place(name), namespace: names.place(uri), offset: tagOffset, declarationCount: declarationCount)
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

    /// Where the tag began whose end the parser stands at: no `<` can stand inside a tag.
    private var tagOffset: Int {
        guard let input = context.pointee.input, let current = input.pointee.cur, let base = input.pointee.base else { return 0 }
        var back = current - 1
        while back > base, back.pointee != UInt8(ascii: "<") { back -= 1 }
        return Int(input.pointee.consumed) + (back - base)
    }

    fileprivate func refuse(_ error: xmlError) {
        var message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        while message.last?.isNewline == true { message.removeLast() }
        let isNamespace = error.domain == Int32(XML_FROM_NAMESPACE.rawValue)
        refuse(isNamespace ? .undeclaredPrefix : .notWellFormed, message)
    }
}
