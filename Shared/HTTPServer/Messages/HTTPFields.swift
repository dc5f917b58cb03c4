/// The header fields of a message (RFC 9110, 5): ordered, names compared without regard to case, a name may occur several times.
public struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
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

    /// No fields.
    public init() { all = [] }

    /// These field lines, in this order.
    public init(_ fields: [Field]) { all = fields }

    /// The fields of a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of that name. Setting replaces every field of the name; nil removes them.
    public subscript(name: String) -> String? {
        get { all.first { Self.isSameName($0.name, name) }?.value }
        set {
            guard let newValue else { return all.removeAll { Self.isSameName($0.name, name) } }
            guard let first = all.firstIndex(where: { Self.isSameName($0.name, name) }) else {
                return all.append(Field(name: name, value: newValue))
            }
            all[first] = Field(name: name, value: newValue)
            var index = first + 1
            while index < all.count {
                if Self.isSameName(all[index].name, name) { all.remove(at: index) } else { index += 1 }
            }
        }
    }

    /// Every value of that name, in order.
    public func values(of name: String) -> [String] {
        all.lazy.filter { Self.isSameName($0.name, name) }.map(\.value)
    }

    /// Adds a field line after the others of its name.
    public mutating func add(_ name: String, _ value: String) { all.append(Field(name: name, value: value)) }

    /// Whether two field names are the same: ASCII letters compare without case.
    static func isSameName(_ one: String, _ other: String) -> Bool {
        let (left, right) = (one.utf8, other.utf8)
        return left.count == right.count && zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
