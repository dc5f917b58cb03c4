/// A value in a JSON document that is looked into without being taken apart: for bytes of which only some members matter, or each to another reader.
public struct JSONView {
    private let tape: JSONTape
    private let index: Int

    /// The document's value; nil when the bytes are no JSON that can be read this way: `JSONReader` says why, or reads them.
    public init?(_ bytes: [UInt8]) {
        guard let tape = JSONTape(bytes) else { return nil }
        self.init(tape, 0)
    }

    private init(_ tape: JSONTape, _ index: Int) { (self.tape, self.index) = (tape, index) }

    /// The member of that name; nil where there is none or this is not an object.
    public subscript(name: String) -> JSONView? {
        guard tape[index].kind == .object else { return nil }
        return tape.member(name, of: index).map { JSONView(tape, $0) }
    }

    /// The elements; nil for anything but an array.
    public var elements: [JSONView]? { tape[index].kind == .array ? tape.elements(of: index).map { JSONView(tape, $0) } : nil }

    /// The text; nil for anything but a string.
    public var text: String? { tape[index].kind == .string ? tape.text(of: index) : nil }

    /// Whether it is `null`.
    public var isNull: Bool { tape[index].kind == .null }

    /// The bytes of the value as they stand in the document, when it is written as this program writes: without white space.
    public var compactBytes: ArraySlice<UInt8>? { tape.isCompact ? tape.raw(index) : nil }

    /// The value of an object's only member; nil for an object of none or several, and for anything else.
    public var onlyMember: JSONView? {
        tape[index].kind == .object && tape[index].count == 1 ? JSONView(tape, index + 2) : nil
    }

    /// Reads a value out of this one.
    ///
    /// - Throws: `DecodingError`; its place is told by `JSONValue.decoded` alone.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONTapeDecoder(tape: tape, index: index).unbox(type)
    }
}
