// Noark's lists are 0–M: a list that is empty is left out of the coded form, and one that is left out is empty.
// The synthesised conformances of this module pick these overloads, so no type has to say it again.

extension KeyedDecodingContainer {
    func decode<Element: Decodable>(_ type: [Element].Type, forKey key: Key) throws -> [Element] {
        try decodeIfPresent(type, forKey: key) ?? []
    }
}

extension KeyedEncodingContainer {
    mutating func encode<Element: Encodable>(_ value: [Element], forKey key: Key) throws {
        guard !value.isEmpty else { return }
        var list = nestedUnkeyedContainer(forKey: key)
        for element in value { try list.encode(element) }
    }
}
