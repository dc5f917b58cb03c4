/// Reads documents strictly: XML 1.0 with namespaces, no document type, no entities but the five of XML, nothing from outside.
public enum XMLReader {
    /// The root element of a document.
    ///
    /// The encoding is that of the byte order mark, else what the declaration says, else UTF-8; bytes that do not fit it are a fault.
    /// Takes processor time in proportion to the size (about 100 MB a second), and no system calls.
    /// - Throws: ``XMLError``; the first thing wrong.
    public static func read(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLNode {
        try checkSize(bytes.count, limits)
        return try read(UTF8Source(bytes), limits)
    }

    /// The root element of a document that is text already, such as a member of a JSON message. What its declaration says about the
    /// encoding was true somewhere else and is not looked at.
    public static func read(text: String, limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLNode {
        try checkSize(text.utf8.count, limits)
        return try read(UTF8Source(text: text), limits)
    }

    private static func read(_ source: UTF8Source, _ limits: XMLLimits) throws(XMLError) -> XMLNode {
        try checkSize(source.document.count, limits)
        let document = source.document
        let overcrowded = document.withUnsafeBufferPointer {
            TagScan.offsetOfOvercrowdedTag(in: $0, limit: limits.attributesPerElementLimit)
        }
        if let overcrowded {
            throw XMLError(.tooManyAttributes, "too many attributes or namespace declarations", at: overcrowded, of: document)
        }
        return try ParserSlot.withSlot { slot throws(XMLError) in
            XMLNode(document: try slot.parse(source, limits: limits), index: 0)
        }
    }

    private static func checkSize(_ count: Int, _ limits: XMLLimits) throws(XMLError) {
        if count > limits.documentLimitBytes {
            throw XMLError(.tooLarge, "\(count) bytes; at most \(limits.documentLimitBytes) are read")
        }
    }
}
