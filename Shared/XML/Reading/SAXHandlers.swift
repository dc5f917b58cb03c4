import CLibXML2

/// What libxml2 calls. Every function gets a pointer to the ``ParserState`` as its context, and takes nothing else from outside.
enum SAXHandlers {
    static func make() -> xmlSAXHandler {
        var handlers = xmlSAXHandler()
        handlers.initialized = UInt32(XML_SAX2_MAGIC)
        handlers.startElementNs = { context, name, _, uri, declarationCount, declarations, attributeCount, _, attributes in
            context?.assumingMemoryBound(to: ParserState.self).pointee.start(
                name, uri, Int(declarationCount), declarations, Int(attributeCount), attributes)
        }
        handlers.endElementNs = { context, _, _, _ in context?.assumingMemoryBound(to: ParserState.self).pointee.builder.end() }
        handlers.characters = { context, start, count in
            let bytes = UnsafeBufferPointer(start: start, count: Int(count))
            context?.assumingMemoryBound(to: ParserState.self).pointee.builder.characters(bytes)
        }
        // The same function for both: the parser then does not try to tell them apart.
        handlers.ignorableWhitespace = handlers.characters
        handlers.internalSubset = { context, _, _, _ in
            context?.assumingMemoryBound(to: ParserState.self).pointee.refuse(
                .dtdNotAllowed, "a document type declaration is not allowed")
        }
        handlers.serror = { context, error in
            guard let error = error?.pointee, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
            context?.assumingMemoryBound(to: ParserState.self).pointee.refuse(error)
        }
        return handlers
    }
}
