import Domain

/// Reads JSON (RFC 8259) strictly: UTF-8 only, no duplicate names, a depth limit, and a fault says at which byte it stands.
///
/// Foundation's reader keeps one of several equal names in silence: two systems can then see two different messages in the same bytes.
public struct JSONReader {
    /// What a document may ask of the reader.
    public struct Limits: Sendable {
        /// How deep arrays and objects may nest.
        public var maximumDepth: Int
        /// How large the document may be, in bytes.
        public var maximumBytes: Int

        /// The limits given.
        public init(maximumDepth: Int = 128, maximumBytes: Int = 64 * 1024 * 1024) {
            (self.maximumDepth, self.maximumBytes) = (maximumDepth, maximumBytes)
        }
    }

    /// How many duplicate names are told of before the reader gives up on the document.
    static let maximumDuplicatesTold = 50

    private enum Step {
        case name(String)
        case index(Int)
    }

    let bytes: [UInt8]
    private let limits: Limits
    var position = 0
    private var path: [Step] = []
    private var duplicates: [Fault] = []

    private init(_ bytes: [UInt8], _ limits: Limits) { (self.bytes, self.limits) = (bytes, limits) }

    /// Reads one JSON value that fills the bytes; a UTF-8 byte order mark before it is skipped.
    ///
    /// - Throws: a rejection with every duplicate name up to the first fault in the syntax, and that one; pointers are JSON Pointers, messages name the byte.
    public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(Rejection) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "", code: "too_large", message: "\(bytes.count) bytes of JSON; at most \(limits.maximumBytes) are read")])
        }
        var reader = JSONReader(bytes, limits)
        return try reader.document()
    }

    private mutating func document() throws(Rejection) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw stop("wrong_encoding", "the bytes are UTF-16; JSON between systems is UTF-8")
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw stop("not_json", "something follows the value") }
        guard duplicates.isEmpty else { throw Rejection(.ugyldigforespoersel, duplicates) }
        return value
    }

    private mutating func value(depth: Int) throws(Rejection) -> JSONValue {
        guard position < bytes.count else { throw stop("not_json", "the document ends where a value must stand") }
        guard depth <= limits.maximumDepth else {
            throw stop("too_deep", "nests deeper than \(limits.maximumDepth) levels")
        }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw stop("not_json", "no JSON value begins so")
        }
    }

    private mutating func object(depth: Int) throws(Rejection) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw stop("not_json", "a member's name in double quotes must stand here")
            }
            let start = position
            let name = try string()
            path.append(.name(name))
            skipSpace()
            guard take(":") else { throw stop("not_json", "a colon must stand here") }
            skipSpace()
            let value = try value(depth: depth + 1)
            if members.updateValue(value, forKey: name) != nil {
                duplicates.append(fault("duplicate_member", "the name \"\(name)\" stands twice in the same object", at: start))
                guard duplicates.count < Self.maximumDuplicatesTold else { throw Rejection(.ugyldigforespoersel, duplicates) }
            }
            path.removeLast()
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw stop("not_json", "a comma or the object's end must stand here") }
        }
    }

    private mutating func array(depth: Int) throws(Rejection) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            skipSpace()
            path.append(.index(elements.count))
            elements.append(try value(depth: depth + 1))
            path.removeLast()
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw stop("not_json", "a comma or the array's end must stand here") }
        }
    }

    private mutating func number() throws(Rejection) -> JSONValue {
        let start = position
        _ = take("-")
        let integerStart = position
        skipDigits()
        guard position > integerStart else { throw stop("not_json", "a digit must stand here") }
        guard bytes[integerStart] != UInt8(ascii: "0") || position == integerStart + 1 else {
            throw stop("not_json", "a number has no leading zeros", at: start)
        }
        var isInteger = true
        if take(".") {
            isInteger = false
            let fractionStart = position
            skipDigits()
            guard position > fractionStart else { throw stop("not_json", "a digit must stand after the point") }
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            let exponentStart = position
            skipDigits()
            guard position > exponentStart else { throw stop("not_json", "a digit must stand in the exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .int(integer) }
        guard let double = Double(text), double.isFinite else {
            throw stop("number_too_large", "the number does not fit in 64 bits", at: start)
        }
        return .double(double)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Rejection) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw stop("not_json", "no JSON value begins so") }
        position += word.utf8.count
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func skipDigits() {
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    func stop(_ code: String, _ message: String, at place: Int? = nil) -> Rejection {
        Rejection(.ugyldigforespoersel, duplicates + [fault(code, message, at: place ?? position)])
    }

    private func fault(_ code: String, _ message: String, at place: Int) -> Fault {
        var pointer = JSONPointer.root
        for step in path {
            switch step {
            case .name(let name): pointer = pointer.appending(name)
            case .index(let index): pointer = pointer.appending(index)
            }
        }
        return Fault(pointer: pointer.description, code: code, message: "byte \(place): \(message)")
    }
}
