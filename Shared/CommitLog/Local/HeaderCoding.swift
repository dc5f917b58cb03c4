/// Headers as they stand in a topic's file: for each one the name's length, the name, the value's length, the value; lengths in LEB128.
/// This is a storage format: it can be extended only in ways old readers refuse.
enum HeaderCoding {
    /// Nil when there are none: most records then need no bytes.
    static func encode(_ headers: [RecordHeader]) -> [UInt8]? {
        guard !headers.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for header in headers {
            append(header.name.utf8.count, to: &bytes)
            bytes += header.name.utf8
            append(header.value.count, to: &bytes)
            bytes += header.value
        }
        return bytes
    }

    /// Nil when the bytes are not headers.
    static func decode(_ bytes: [UInt8]?) -> [RecordHeader]? {
        guard let bytes else { return [] }
        var headers: [RecordHeader] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let name = take(from: &rest), let value = take(from: &rest), let name = String(validating: name, as: UTF8.self) else {
                return nil
            }
            headers.append(RecordHeader(name, Array(value)))
        }
        return headers
    }

    private static func append(_ length: Int, to bytes: inout [UInt8]) {
        var rest = length
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func take(from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var length = 0
        var shift = 0
        while true {
            guard let byte = rest.popFirst(), shift < 35 else { return nil }
            length |= Int(byte & 0x7f) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        guard length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
