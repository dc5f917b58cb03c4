import CLibXML2
import Synchronization

/// A libxml2 parser that is used for one document after the other, and what it hands over.
// Unchecked: one owner at a time; the pool hands a slot to one caller, and libxml2's contexts may change threads.
final class ParserSlot: @unchecked Sendable {
    /// A parser that knows more names than this is not used again: its dictionary only grows.
    static let keptNamesLimit = 2_000
    /// The most idle parsers kept, for the whole process.
    static let keptParsersLimit = 16
    /// How much is handed to libxml2 at once; it refuses to look at more than 10 MB.
    static let chunkBytes = 1 << 20

    private static let idle = Mutex<[ParserSlot]>([])
    private static let isReady: Void = xmlInitParser()

    let context: xmlParserCtxtPtr
    var names = NameTable()
    var builder = TreeBuilder(documentBytes: 0)
    var limits = XMLLimits()
    /// The first thing that went wrong, and where in the UTF-8 document.
    private(set) var refusal: (code: XMLError.Code, message: String, offset: Int)?

    private init() {
        _ = ParserSlot.isReady
        var handlers = SAXHandlers.make()
        guard let context = xmlCreatePushParserCtxt(&handlers, nil, nil, 0, nil) else { preconditionFailure("no memory for an XML parser") }
        self.context = context
        // The slot frees the context, so the callbacks never see a slot that is gone.
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit { xmlFreeParserCtxt(context) }

    /// Lends an idle parser, or a new one, to `body`.
    static func withSlot<T>(_ body: (ParserSlot) throws(XMLError) -> T) throws(XMLError) -> T {
        let slot = idle.withLock { $0.popLast() } ?? ParserSlot()
        defer {
            if slot.names.names.count <= keptNamesLimit {
                slot.builder = TreeBuilder(documentBytes: 0)
                idle.withLock { if $0.count < keptParsersLimit { $0.append(slot) } }
            }
        }
        return try body(slot)
    }

    /// Reads one document.
    func parse(_ source: UTF8Source, limits: XMLLimits) throws(XMLError) -> XMLDocument {
        let document = source.document
        self.limits = limits
        builder = TreeBuilder(documentBytes: document.count)
        refusal = nil
        xmlCtxtResetPush(context, nil, 0, nil, nil)
        // The encoding is decided already: what the declaration says is not looked at. Never NOENT, DTDLOAD or HUGE.
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
        document.withUnsafeBytes { bytes in
            let chars = bytes.assumingMemoryBound(to: CChar.self)
            var start = 0
            repeat {
                let count = min(ParserSlot.chunkBytes, chars.count - start)
                let isLast = start + count == chars.count
                xmlParseChunk(context, chars.baseAddress.map { $0 + start }, Int32(count), isLast ? 1 : 0)
                start += count
            } while start < chars.count && refusal == nil
        }
        if let refusal { throw XMLError(refusal.code, refusal.message, at: min(refusal.offset, document.count), of: document) }
        guard context.pointee.wellFormed == 1, !builder.elements.isEmpty, builder.depth == 0 else {
            throw XMLError(.notWellFormed, "the document is not complete", at: document.count, of: document)
        }
        return XMLDocument(
            elements: builder.elements, attributes: builder.attributes, declarations: builder.declarations, text: builder.text,
            furtherText: builder.furtherText, names: names.names, source: source)
    }

    /// How many bytes of the document the parser has taken.
    var offset: Int {
        guard let input = context.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// Remembers the first fault and ends the parsing.
    func refuse(_ code: XMLError.Code, _ message: String, at offset: Int? = nil) {
        if refusal == nil { refusal = (code, message, offset ?? self.offset) }
        xmlStopParser(context)
    }
}
