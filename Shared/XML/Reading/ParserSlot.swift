import CLibXML2
import Synchronization

/// A libxml2 parser that is used for one document after the other.
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

    private let context: xmlParserCtxtPtr
    private let state: UnsafeMutablePointer<ParserState>

    private init() {
        _ = ParserSlot.isReady
        var handlers = SAXHandlers.make()
        guard let context = xmlCreatePushParserCtxt(&handlers, nil, nil, 0, nil) else { preconditionFailure("no memory for an XML parser") }
        self.context = context
        state = .allocate(capacity: 1)
        state.initialize(to: ParserState(context: context))
        context.pointee.userData = UnsafeMutableRawPointer(state)
    }

    deinit {
        xmlFreeParserCtxt(context)
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Lends an idle parser, or a new one, to `body`.
    static func withSlot<T>(_ body: (ParserSlot) throws(XMLError) -> T) throws(XMLError) -> T {
        let slot = idle.withLock { $0.popLast() } ?? ParserSlot()
        defer {
            slot.state.pointee.builder = TreeBuilder(documentBytes: 0)
            if slot.state.pointee.names.names.count <= keptNamesLimit {
                idle.withLock { if $0.count < keptParsersLimit { $0.append(slot) } }
            }
        }
        return try body(slot)
    }

    /// Reads one document.
    func parse(_ source: UTF8Source, limits: XMLLimits) throws(XMLError) -> XMLDocument {
        let document = source.document
        state.pointee.limits = limits
        state.pointee.builder = TreeBuilder(documentBytes: document.count)
        state.pointee.refusal = nil
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
            } while start < chars.count && state.pointee.refusal == nil
        }
        if let refusal = state.pointee.refusal {
            throw XMLError(refusal.code, refusal.message, at: min(refusal.offset, document.count), of: document)
        }
        guard context.pointee.wellFormed == 1, state.pointee.builder.isComplete else {
            throw XMLError(.notWellFormed, "the document is not complete", at: document.count, of: document)
        }
        return state.pointee.builder.document(names: state.pointee.names.names, source: source)
    }
}
