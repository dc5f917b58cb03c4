import Glibc

/// A document in UTF-8, whatever it came in, without byte order mark.
struct UTF8Source: Sendable {
    /// The bytes; the document begins at ``start``.
    let bytes: [UInt8]
    let start: Int

    /// The document from there on.
    var document: ArraySlice<UInt8> { bytes[start...] }

    /// A text, without the byte order mark that may have come along.
    init(text: String) throws(XMLError) {
        bytes = [UInt8](text.utf8)
        start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        try refuseZero()
    }

    /// Decides the encoding and makes UTF-8 of it.
    init(_ bytes: [UInt8]) throws(XMLError) {
        let (encoding, markLength) = try SourceEncoding.detect(bytes)
        switch encoding {
        case .utf8:
            try UTF8Source.check(bytes, from: markLength)
            (self.bytes, start) = (bytes, markLength)
        case .utf16LittleEndian, .utf16BigEndian:
            (self.bytes, start) = (try UTF8Source.fromUTF16(bytes, from: markLength, encoding), 0)
        case .ascii, .latin1, .latin9, .windows1252:
            (self.bytes, start) = (try UTF8Source.fromSingleBytes(bytes, encoding), 0)
        }
        try refuseZero()
    }

    /// libxml2 takes U+0000 for the end of the document.
    private func refuseZero() throws(XMLError) {
        let zero: Int? = document.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let found = memchr(start, 0, bytes.count) else { return nil }
            return UnsafeRawPointer(found) - start
        }
        if let zero { throw XMLError(.notWellFormed, "the character U+0000", at: zero, of: document) }
    }

    private static func check(_ bytes: [UInt8], from start: Int) throws(XMLError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span.extracting(start..<bytes.count))
        } catch {
            throw fault(
                .utf8, at: start + error.byteOffsets.lowerBound, byte: bytes[start + error.byteOffsets.lowerBound],
                before: bytes[start...].prefix(error.byteOffsets.lowerBound))
        }
    }

    private static func fromUTF16(_ bytes: [UInt8], from start: Int, _ encoding: SourceEncoding) throws(XMLError) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let (low, high) = encoding == .utf16LittleEndian ? (0, 1) : (1, 0)
        var index = start
        while index + 1 < bytes.count {
            let unit = UInt32(bytes[index + low]) | UInt32(bytes[index + high]) << 8
            if unit < 0x80 {
                text.append(UInt8(unit))
                index += 2
                continue
            }
            var scalar = unit
            var length = 2
            if unit & 0xf800 == 0xd800 {
                // A high surrogate, and the low one behind it.
                guard unit < 0xdc00, index + 3 < bytes.count else {
                    throw fault(encoding, at: index, byte: bytes[index], before: text[...])
                }
                let second = UInt32(bytes[index + 2 + low]) | UInt32(bytes[index + 2 + high]) << 8
                guard second & 0xfc00 == 0xdc00 else { throw fault(encoding, at: index, byte: bytes[index], before: text[...]) }
                scalar = 0x1_0000 + ((unit & 0x3ff) << 10 | second & 0x3ff)
                length = 4
            }
            append(scalar, to: &text)
            index += length
        }
        guard index == bytes.count else { throw fault(encoding, at: index, byte: bytes[index], before: text[...]) }
        return text
    }

    private static func fromSingleBytes(_ bytes: [UInt8], _ encoding: SourceEncoding) throws(XMLError) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 16)
        for (index, byte) in bytes.enumerated() {
            if byte < 0x80 {
                text.append(byte)
            } else if let scalar = SingleByteTable.scalar(byte, encoding) {
                append(scalar, to: &text)
            } else {
                throw fault(encoding, at: index, byte: byte, before: text[...])
            }
        }
        return text
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        if scalar < 0x800 {
            text.append(UInt8(0xc0 | scalar >> 6))
        } else {
            if scalar < 0x1_0000 {
                text.append(UInt8(0xe0 | scalar >> 12))
            } else {
                text.append(UInt8(0xf0 | scalar >> 18))
                text.append(UInt8(0x80 | scalar >> 12 & 0x3f))
            }
            text.append(UInt8(0x80 | scalar >> 6 & 0x3f))
        }
        text.append(UInt8(0x80 | scalar & 0x3f))
    }

    private static func fault(_ encoding: SourceEncoding, at position: Int, byte: UInt8, before text: ArraySlice<UInt8>) -> XMLError {
        let place = SourcePlace(offset: text.count, in: text)
        let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
        let hint = encoding == .latin1 || encoding == .latin9 ? " (the document is probably windows-1252)" : ""
        return XMLError(
            .wrongEncoding, "the byte 0x\(digits) at position \(position) does not fit \(encoding.name)\(hint)", line: place.line,
            column: place.column, bytePosition: position)
    }
}
