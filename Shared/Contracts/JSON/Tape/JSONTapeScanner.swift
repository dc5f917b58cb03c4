import Glibc

/// Finds what stands where in a JSON document. It says no to everything that `JSONReader` refuses, and to a few rare things that it takes.
struct JSONTapeScanner {
    /// As deep as `JSONReader` goes by itself.
    private static let limitDepth = JSONReader.Limits().maximumDepth
    /// As large as `JSONReader` takes by itself.
    private static let limitBytes = JSONReader.Limits().maximumBytes
    /// Members are compared each with each for names that stand twice: an object of more is left to the reader with dictionaries.
    private static let limitMembers = 64
    /// Digits that fit in 64 bits whatever they are.
    private static let limitDigits = 18

    private let bytes: [UInt8]
    private var position = 0
    private(set) var nodes: ContiguousArray<JSONTape.Node> = []
    /// Whether no white space stands between the parts, as `JSONWriter` writes.
    private(set) var isCompact = true

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one value that fills the bytes.
    mutating func document() -> Bool {
        guard bytes.count <= Self.limitBytes, String(validating: bytes, as: UTF8.self) != nil else { return false }
        // As a value has about so many bytes, the list is seldom moved.
        nodes.reserveCapacity(bytes.count / 12 + 8)
        return bytes.withUnsafeBufferPointer { bytes in
            skipSpace(bytes)
            guard value(bytes, depth: 0) else { return false }
            skipSpace(bytes)
            return position == bytes.count
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private mutating func value(_ bytes: Bytes, depth: Int) -> Bool {
        guard position < bytes.count, depth <= Self.limitDepth else { return false }
        switch bytes[position] {
        case UInt8(ascii: "{"): return object(bytes, depth: depth)
        case UInt8(ascii: "["): return array(bytes, depth: depth)
        case UInt8(ascii: "\""): return string(bytes)
        case UInt8(ascii: "t"): return word("true", .true, bytes)
        case UInt8(ascii: "f"): return word("false", .false, bytes)
        case UInt8(ascii: "n"): return word("null", .null, bytes)
        default: return number(bytes)
        }
    }

    private mutating func object(_ bytes: Bytes, depth: Int) -> Bool {
        let place = open(.object)
        skipSpace(bytes)
        if take("}", bytes) { return close(place) }
        while true {
            skipSpace(bytes)
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), string(bytes), isPlainName(bytes) else { return false }
            skipSpace(bytes)
            guard take(":", bytes) else { return false }
            skipSpace(bytes)
            guard value(bytes, depth: depth + 1) else { return false }
            nodes[place].count += 1
            skipSpace(bytes)
            if take("}", bytes) { return close(place) && namesDiffer(place, bytes) }
            guard take(",", bytes) else { return false }
        }
    }

    private mutating func array(_ bytes: Bytes, depth: Int) -> Bool {
        let place = open(.array)
        skipSpace(bytes)
        if take("]", bytes) { return close(place) }
        while true {
            skipSpace(bytes)
            guard value(bytes, depth: depth + 1) else { return false }
            nodes[place].count += 1
            skipSpace(bytes)
            if take("]", bytes) { return close(place) }
            guard take(",", bytes) else { return false }
        }
    }

    private mutating func open(_ kind: JSONTape.Kind) -> Int {
        nodes.append(JSONTape.Node(kind, start: position, end: position, next: 0))
        position += 1
        return nodes.count - 1
    }

    private mutating func close(_ place: Int) -> Bool {
        nodes[place].end = position
        nodes[place].next = nodes.count
        nodes[place].hint = place + 1
        return true
    }

    /// Whether the name just read has nothing but ASCII. Of others Swift's texts count different bytes as equal, and `JSONReader` with them.
    private func isPlainName(_ bytes: Bytes) -> Bool {
        guard let name = nodes.last, !name.isEscaped else { return false }
        return bytes[name.start..<name.end].allSatisfy { $0 < 0x80 }
    }

    /// Whether no name stands twice in an object.
    private func namesDiffer(_ object: Int, _ bytes: Bytes) -> Bool {
        guard nodes[object].count <= Self.limitMembers else { return false }
        var left = object + 1
        while left < nodes[object].next {
            let (name, after) = (nodes[left], nodes[left + 1].next)
            var right = after
            while right < nodes[object].next {
                let other = nodes[right]
                let length = name.end - name.start
                if other.end - other.start == length, let base = bytes.baseAddress,
                    memcmp(base + name.start, base + other.start, length) == 0
                {
                    return false
                }
                right = nodes[right + 1].next
            }
            left = after
        }
        return true
    }

    private mutating func string(_ bytes: Bytes) -> Bool {
        position += 1
        let start = position
        var place = start
        var isEscaped = false
        while place < bytes.count {
            if Self.isPlain(bytes, place) {
                place += 8
                continue
            }
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                position = place
                if isEscaped, JSONEscapes.resolved(self.bytes[start..<place]) == nil { return false }
                add(.string, from: start, isEscaped: isEscaped)
                position += 1
                return true
            }
            if byte < 0x20 { return false }
            place += 1
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                place += 1
            }
        }
        return false
    }

    /// Whether the next eight bytes are all text: no quotation mark, no backslash, no control character. Eight at a time, most of a document is passed.
    private static func isPlain(_ bytes: Bytes, _ place: Int) -> Bool {
        guard place + 8 <= bytes.count else { return false }
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        // The top bit of each byte that is 0 after the exclusive or, or below 0x20; a borrow may add bits above a true one, never without one.
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let found = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
        return found & tops == 0
    }

    private mutating func number(_ bytes: Bytes) -> Bool {
        let start = position
        _ = take("-", bytes)
        let digits = position
        skipDigits(bytes)
        let count = position - digits
        guard count > 0, count == 1 || bytes[digits] != UInt8(ascii: "0") else { return false }
        guard position < bytes.count, ".eE".utf8.contains(bytes[position]) else {
            guard count <= Self.limitDigits else { return false }
            add(.integer, from: start)
            return true
        }
        if take(".", bytes) {
            let fraction = position
            skipDigits(bytes)
            guard position > fraction else { return false }
        }
        if take("e", bytes) || take("E", bytes) {
            if !take("+", bytes) { _ = take("-", bytes) }
            let exponent = position
            skipDigits(bytes)
            guard position > exponent else { return false }
        }
        guard let value = Double(String(decoding: self.bytes[start..<position], as: UTF8.self)), value.isFinite else { return false }
        add(.double, from: start)
        return true
    }

    private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind, _ bytes: Bytes) -> Bool {
        let (start, length) = (position, word.utf8CodeUnitCount)
        guard position + length <= bytes.count, let base = bytes.baseAddress, memcmp(base + position, word.utf8Start, length) == 0 else {
            return false
        }
        position += length
        add(kind, from: start)
        return true
    }

    private mutating func add(_ kind: JSONTape.Kind, from start: Int, isEscaped: Bool = false) {
        nodes.append(JSONTape.Node(kind, isEscaped: isEscaped, start: start, end: position, next: nodes.count + 1))
    }

    private mutating func skipSpace(_ bytes: Bytes) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D:
                isCompact = false
                position += 1
            default: return
            }
        }
    }

    private mutating func skipDigits(_ bytes: Bytes) {
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar, _ bytes: Bytes) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
