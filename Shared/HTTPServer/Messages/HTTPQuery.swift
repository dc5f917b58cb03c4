/// The query of a request target, decoded: ordered, a name may occur several times. `+` is a space, as forms write it.
public struct HTTPQuery: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One `name=value`; a name without `=` has the empty value.
    public struct Item: Sendable, Hashable {
        /// The decoded name.
        public let name: String
        /// The decoded value.
        public let value: String

        /// An item.
        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// Every item in its order.
    public let items: [Item]

    /// These items, in this order.
    public init(_ items: [Item] = []) { self.items = items }

    /// The items of a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        items = elements.map { Item(name: $0.0, value: $0.1) }
    }

    /// The first value of that name; names are case-sensitive.
    public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of that name, in order.
    public func values(of name: String) -> [String] { items.lazy.filter { $0.name == name }.map(\.value) }

    /// The query as it stands after the `?`; nil when a percent escape is broken or does not yield UTF-8.
    init?(parsing raw: Substring.UTF8View) {
        var parsed: [Item] = []
        for pair in raw.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.decode(halves[0], plusIsSpace: true) else { return nil }
            guard halves.count == 2 else {
                parsed.append(Item(name: name, value: ""))
                continue
            }
            guard let value = PercentDecoding.decode(halves[1], plusIsSpace: true) else { return nil }
            parsed.append(Item(name: name, value: value))
        }
        items = parsed
    }
}
