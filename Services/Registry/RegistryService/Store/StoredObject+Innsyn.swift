import Glibc

extension StoredObject {
    /// Whether something in an object may be secret, by its JSON alone. Most have nothing, and are shown as they are stored.
    ///
    /// Only where one of four members stands is anything secret to anybody. A quotation mark inside a text is escaped: no text looks like one of
    /// them, and none hides one. Where one stands without hiding anything, the object is only looked at more closely.
    static func mayHide(_ json: [UInt8]) -> Bool {
        json.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return false }
            // Byte by byte: every object of every answer comes through here.
            for index in 0..<max(0, bytes.count - 1) where bytes[index] == UInt8(ascii: "\"") {
                let member: StaticString
                switch bytes[index + 1] {
                case UInt8(ascii: "s"): member = "\"skjerming\":"
                case UInt8(ascii: "g"): member = "\"gradering\":"
                case UInt8(ascii: "o"): member = "\"offentligTittel\":"
                case UInt8(ascii: "e"): member = "\"erSkjermet\":true"
                default: continue
                }
                let length = member.utf8CodeUnitCount
                if index + length <= bytes.count, memcmp(start + index, member.utf8Start, length) == 0 { return true }
            }
            return false
        }
    }

    /// An object's JSON with its `type` before its own members; every object has some.
    static func typed(_ slag: String, _ json: [UInt8]) -> [UInt8] { Array("{\"type\":\"\(slag)\",".utf8) + json.dropFirst() }
}
