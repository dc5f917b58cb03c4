/// The header fields of a message (RFC 9110, 5): ordered, names compared without regard to case, a name may occur several times.
public struct HTTPClientHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field line.
    public struct Field: Sendable, Hashable {
        /// The name as it was written.
        public let name: String
        /// The value without surrounding white space.
        public let value: String

        /// A field line.
        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// Every field line in its order.
    public private(set) var all: [Field]

    /// These field lines, in this order.
    public init(_ fields: [Field] = []) { all = fields }

    /// The fields of a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of that name. Setting replaces every field of the name; nil removes them.
    public subscript(name: String) -> String? {
        get { all.first { Self.isSameName($0.name, name) }?.value }
        set {
            all.removeAll { Self.isSameName($0.name, name) }
            if let newValue { all.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of that name, in order.
    public func values(of name: String) -> [String] {
        all.lazy.filter { Self.isSameName($0.name, name) }.map(\.value)
    }

    /// Adds a field line after the others of its name.
    public mutating func add(_ name: String, _ value: String) { all.append(Field(name: name, value: value)) }

    /// Leaves only the fields whose name, in lower case, is wanted.
    mutating func keep(where isWanted: (String) -> Bool) { all.removeAll { !isWanted($0.name.lowercased()) } }

    /// Adds a line as it came: `Name: value`; anything else is not a field and is left out.
    mutating func add(line: UnsafeRawBufferPointer) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return }
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == 13 || $0 == 10 }
        let value = line[(colon + 1)...].drop(while: isSpace)
        let end = value.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? value.startIndex
        add(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value[..<end], as: UTF8.self))
    }

    private static func isSameName(_ one: String, _ other: String) -> Bool {
        let lowercased: (UInt8) -> UInt8 = { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }
}
