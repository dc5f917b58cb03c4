import Glibc

/// A JSON document as its bytes, and a list of what stands where in them. Nothing is made of a member before somebody asks for it.
///
/// The quick way to read: what `JSONReader` makes a dictionary and many texts of takes one list here. It takes only what `JSONReader` takes, and
/// not all of that: whoever gets none asks `JSONReader`, which knows what is wrong and where.
final class JSONTape {
    /// What stands at a place.
    enum Kind: UInt8 { case null, `true`, `false`, integer, double, string, array, object }

    /// One value, or the name of a member. Small, as a document has many; none has four billion bytes.
    struct Node {
        let kind: Kind
        /// A text with escapes in it.
        let isEscaped: Bool
        private let first: UInt32
        private var last: UInt32
        private var following: UInt32
        private var children: UInt32 = 0
        private var expected: UInt32 = 0

        init(_ kind: Kind, isEscaped: Bool = false, start: Int, end: Int, next: Int) {
            (self.kind, self.isEscaped) = (kind, isEscaped)
            (first, last, following) = (
                UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end), UInt32(truncatingIfNeeded: next)
            )
        }

        /// The first byte; of a text the one after the quotation mark.
        var start: Int { Int(first) }
        /// The byte after the last; of a text the quotation mark.
        var end: Int {
            get { Int(last) }
            set { last = UInt32(truncatingIfNeeded: newValue) }
        }
        /// The node after this one and all that is in it.
        var next: Int {
            get { Int(following) }
            set { following = UInt32(truncatingIfNeeded: newValue) }
        }
        /// Members or elements.
        var count: Int {
            get { Int(children) }
            set { children = UInt32(truncatingIfNeeded: newValue) }
        }
        /// Of an object: where the member after the one found last begins. Members are mostly asked for in the order they stand in.
        var hint: Int {
            get { Int(expected) }
            set { expected = UInt32(truncatingIfNeeded: newValue) }
        }
    }

    let bytes: [UInt8]
    /// Whether no white space stands between the parts: bytes taken out of it are as this program writes them.
    let isCompact: Bool
    private var nodes: ContiguousArray<Node>

    /// Reads a document; nil when it is none, or one that only `JSONReader` reads.
    init?(_ bytes: [UInt8]) {
        var scanner = JSONTapeScanner(bytes)
        guard scanner.document() else { return nil }
        self.bytes = bytes
        (nodes, isCompact) = (scanner.nodes, scanner.isCompact)
    }

    /// The node of that number; 0 is the document's value.
    subscript(index: Int) -> Node { nodes[index] }

    /// The value of the member of that name.
    func member(_ name: String, of object: Int) -> Int? {
        let node = nodes[object]
        guard node.count > 0 else { return nil }
        var name = name
        return name.withUTF8 { wanted in
            bytes.withUnsafeBufferPointer { bytes -> Int? in
                var place = node.hint
                for _ in 0..<node.count {
                    if place == node.next { place = object + 1 }
                    let key = nodes[place]
                    let after = nodes[place + 1].next
                    if JSONTape.equal(wanted, bytes, key) {
                        nodes[object].hint = after
                        return place + 1
                    }
                    place = after
                }
                return nil
            }
        }
    }

    private static func equal(_ wanted: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, _ key: Node) -> Bool {
        guard key.end - key.start == wanted.count else { return false }
        guard let left = wanted.baseAddress, let right = bytes.baseAddress else { return wanted.isEmpty }
        return memcmp(left, right + key.start, wanted.count) == 0
    }

    /// The names and the values of an object, as they stand.
    func members(of object: Int) -> [(name: String, value: Int)] {
        children(of: object, step: 2).map { (text(of: $0), $0 + 1) }
    }

    /// The elements of an array.
    func elements(of array: Int) -> [Int] { children(of: array, step: 1) }

    private func children(of parent: Int, step: Int) -> [Int] {
        var found: [Int] = []
        found.reserveCapacity(nodes[parent].count)
        var place = parent + 1
        while place < nodes[parent].next {
            found.append(place)
            place = nodes[place + step - 1].next
        }
        return found
    }

    /// A text, or a member's name.
    func text(of index: Int) -> String {
        let node = nodes[index]
        // The document is UTF-8 throughout, and the escapes were tried when it was read.
        if node.isEscaped { return String(decoding: JSONEscapes.resolved(bytes[node.start..<node.end]) ?? [], as: UTF8.self) }
        return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[node.start..<node.end]), as: UTF8.self) }
    }

    /// A number without fraction and exponent.
    func integer(of index: Int) -> Int64 {
        let node = nodes[index]
        return bytes.withUnsafeBufferPointer { bytes in
            let isNegative = bytes[node.start] == UInt8(ascii: "-")
            var value: Int64 = 0
            for place in node.start + (isNegative ? 1 : 0)..<node.end { value = value * 10 + Int64(bytes[place] - UInt8(ascii: "0")) }
            return isNegative ? -value : value
        }
    }

    /// Any other number.
    func double(of index: Int) -> Double {
        Double(String(decoding: bytes[nodes[index].start..<nodes[index].end], as: UTF8.self)) ?? .nan
    }

    /// The value in memory.
    func value(of index: Int) -> JSONValue {
        switch nodes[index].kind {
        case .null: .null
        case .true: .bool(true)
        case .false: .bool(false)
        case .integer: .int(integer(of: index))
        case .double: .double(double(of: index))
        case .string: .string(text(of: index))
        case .array: .array(elements(of: index).map { value(of: $0) })
        case .object: .object(Dictionary(uniqueKeysWithValues: members(of: index).map { ($0.name, value(of: $0.value)) }))
        }
    }

    /// The bytes of a value as they stand.
    func raw(_ index: Int) -> ArraySlice<UInt8> {
        let node = nodes[index]
        return node.kind == .string ? bytes[node.start - 1...node.end] : bytes[node.start..<node.end]
    }
}
