import Glibc

/// Finds where a request's head ends while it comes, byte by byte if need be: what was looked at is not looked at again.
///
/// A line ends with CR LF and with nothing else. One empty line before the request line is passed over (RFC 9112, 2.2).
struct HeadEnd {
    /// Where the request line begins.
    private(set) var begin = 0
    private var lineStart = 0
    private var seen = 0

    /// Where the head ends, after its empty line; nil when it has not come whole. `bytes` begin with the head.
    mutating func find(in bytes: UnsafeRawBufferPointer) throws(WireFault) -> Int? {
        guard let start = bytes.baseAddress else { return nil }
        while seen < bytes.count, let found = memchr(start + seen, Int32(WireByte.lineFeed), bytes.count - seen) {
            let lineFeed = UnsafeRawPointer(found) - start
            guard lineFeed > lineStart, bytes[lineFeed - 1] == WireByte.carriageReturn else {
                throw WireFault("a line of the head ends without a carriage return")
            }
            let isEmpty = lineFeed - 1 == lineStart
            (seen, lineStart) = (lineFeed + 1, lineFeed + 1)
            guard isEmpty else { continue }
            if lineFeed > begin + 1 { return lineFeed + 1 }
            guard begin == 0 else { throw WireFault("the head begins with empty lines") }
            begin = lineFeed + 1
        }
        seen = bytes.count
        return nil
    }
}
