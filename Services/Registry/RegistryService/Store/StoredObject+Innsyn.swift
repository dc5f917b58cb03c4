import Glibc

extension StoredObject {
    /// The beginnings of members without which nothing in an object is secret to anybody, as the store writes them.
    private static let secret = ["\"skjerming\":", "\"gradering\":", "\"offentligTittel\":", "\"erSkjermet\":true"].map { Array($0.utf8) }

    /// Whether something in an object may be secret, by its text alone. Most have nothing, and are shown as they are stored.
    ///
    /// A quotation mark inside a text is escaped: no text looks like one of these members, and none hides one. Where such a member stands
    /// without hiding anything, the object is only looked at more closely.
    static func mayHide(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return false }
            // Byte by byte and without slices: every object of every answer comes through here.
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\"") {
                let left = bytes.count - index
                for member in secret where left >= member.count && bytes[index + 1] == member[1] {
                    if memcmp(start + index, member, member.count) == 0 { return true }
                }
            }
            return false
        }
    }

    /// An object's text with its `type` before its own members; every object has some.
    static func typed(_ slag: String, _ text: String) -> String { "{\"type\":\"\(slag)\",\(text.dropFirst())" }
}
