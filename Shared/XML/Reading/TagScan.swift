/// Counts what stands in start tags, before libxml2 does: it compares each attribute of a tag with all others, so that one tag of a few
/// hundred kilobytes costs seconds and one of 16 MiB minutes.
enum TagScan {
    /// Below this size even the worst tag costs milliseconds.
    static let harmlessSizeBytes = 65_536

    /// Where a start tag with more than `limit` attributes begins; nil when there is none. What is not well-formed is left to the parser.
    static func offsetOfOvercrowdedTag(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
        guard bytes.count > harmlessSizeBytes else { return nil }
        var index = 0
        while let tag = next(UInt8(ascii: "<"), in: bytes, from: index), tag + 1 < bytes.count {
            switch bytes[tag + 1] {
            case UInt8(ascii: "?"):
                index = skip("?>", in: bytes, from: tag + 2)
            case UInt8(ascii: "!"):
                if tag + 3 < bytes.count, bytes[tag + 2] == UInt8(ascii: "-") {
                    index = skip("-->", in: bytes, from: tag + 4)
                } else {
                    index = skip("]]>", in: bytes, from: tag + 2)
                }
            default:
                var equals = 0
                index = tag + 1
                while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
                    switch bytes[index] {
                    case UInt8(ascii: "\""), UInt8(ascii: "'"):
                        index = next(bytes[index], in: bytes, from: index + 1) ?? bytes.count
                    case UInt8(ascii: "="):
                        equals += 1
                        if equals > limit { return tag }
                    default: break
                    }
                    index += 1
                }
            }
        }
        return nil
    }

    private static func next(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Behind the next occurrence of `end`, or at the end of the document.
    private static func skip(_ end: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let last = end.utf8CodeUnitCount - 1
        var index = start + last
        while let found = next(end.utf8Start[last], in: bytes, from: index) {
            if (0..<last).allSatisfy({ bytes[found - last + $0] == end.utf8Start[$0] }) { return found + 1 }
            index = found + 1
        }
        return bytes.count
    }
}
