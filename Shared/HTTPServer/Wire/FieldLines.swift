/// Reads field lines by the letter (RFC 9112, 5): a token, a colon at once, a value of visible bytes and blanks, CR LF.
enum FieldLines {
    /// How many a head or a trailer may have.
    static let limitFields = 128

    /// The fields of whole lines, each with its line end, up to an empty line.
    static func parse(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> [HTTPFields.Field] {
        var fields: [HTTPFields.Field] = []
        fields.reserveCapacity(12)
        var at = 0
        while at < bytes.count, bytes[at] != WireByte.carriageReturn {
            guard fields.count < limitFields else { throw WireFault("more than \(limitFields) header fields", status: 431) }
            fields.append(try field(bytes, &at))
        }
        guard at == bytes.count || (at + 2 == bytes.count && bytes[at + 1] == WireByte.lineFeed) else { throw bareReturn }
        return fields
    }

    private static func field(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) throws(WireFault) -> HTTPFields.Field {
        let start = at
        while at < bytes.count, WireByte.isToken(bytes[at]) { at += 1 }
        guard at < bytes.count, at > start, bytes[at] == UInt8(ascii: ":") else { throw badName(bytes, start, at) }
        let name = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        at += 1
        while at < bytes.count, isBlank(bytes[at]) { at += 1 }
        let valueStart = at
        while at < bytes.count, WireByte.isValue(bytes[at]) { at += 1 }
        guard at + 1 < bytes.count, bytes[at] == WireByte.carriageReturn else {
            throw WireFault("a control character in the value of the header field «\(name)»")
        }
        guard bytes[at + 1] == WireByte.lineFeed else { throw bareReturn }
        var end = at
        while end > valueStart, isBlank(bytes[end - 1]) { end -= 1 }
        at += 2
        return HTTPFields.Field(
            name: name, value: String(decoding: UnsafeRawBufferPointer(rebasing: bytes[valueStart..<end]), as: UTF8.self))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == WireByte.space || byte == WireByte.tab }

    static let bareReturn = WireFault("a carriage return without a line feed")

    private static func badName(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ at: Int) -> WireFault {
        guard at < bytes.count else { return WireFault("a header field without a colon") }
        if isBlank(bytes[at]) {
            return WireFault(at == start ? "a folded header field" : "a blank before the colon of a header field")
        }
        if bytes[at] == UInt8(ascii: ":") { return WireFault("a header field without a name") }
        return WireFault("the name of a header field is not a token")
    }
}
