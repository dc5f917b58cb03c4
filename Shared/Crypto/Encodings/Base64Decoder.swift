/// The state of reading one Base64 text.
struct Base64Decoder {
    static let noValue: UInt8 = 255

    /// The value of each character, or ``noValue``.
    let table: [UInt8]
    let allowsWhitespace: Bool
    var bytes: [UInt8] = []
    /// The characters of the group that is not complete, and their bits.
    private var pending = 0
    private var bits: UInt32 = 0
    private var padding = 0
    private var position = 0
    private var lastCharacter = 0

    init(table: [UInt8], allowsWhitespace: Bool) {
        self.table = table
        self.allowsWhitespace = allowsWhitespace
    }

    mutating func decode(_ text: UnsafeBufferPointer<UInt8>) throws(Base64Error) {
        let quick = decodeWholeGroups(text)
        position = quick
        for index in quick..<text.count {
            try take(text[index])
            position += 1
        }
    }

    /// The groups of four before the first character that is anything special. Returns how many characters they took.
    private mutating func decodeWholeGroups(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        table.withUnsafeBufferPointer { table in
            while index + 4 <= text.count {
                let (a, b) = (table[Int(text[index])], table[Int(text[index + 1])])
                let (c, d) = (table[Int(text[index + 2])], table[Int(text[index + 3])])
                // Values are below 64: a higher bit in any of them says that it is none.
                guard (a | b | c | d) < 64 else { return }
                bytes.append(a << 2 | b >> 4)
                bytes.append(b << 4 | c >> 2)
                bytes.append(c << 6 | d)
                index += 4
            }
        }
        return index
    }

    private mutating func take(_ character: UInt8) throws(Base64Error) {
        let value = table[Int(character)]
        if value != Base64Decoder.noValue {
            guard padding == 0 else { throw Base64Error(reason: .padding, position: position) }
            lastCharacter = position
            bits = bits << 6 | UInt32(value)
            pending += 1
            guard pending == 4 else { return }
            for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
            (pending, bits) = (0, 0)
        } else if character == UInt8(ascii: "=") {
            padding += 1
            guard pending >= 2, pending + padding <= 4 else { throw Base64Error(reason: .padding, position: position) }
        } else if !(allowsWhitespace && [0x20, 0x09, 0x0a, 0x0d].contains(character)) {
            throw Base64Error(reason: .character, position: position)
        }
    }

    /// Takes the last, shorter group.
    mutating func finish(needsPadding: Bool) throws(Base64Error) {
        guard pending != 1 else { throw Base64Error(reason: .length, position: position) }
        if needsPadding ? (pending > 0 && pending + padding != 4) : padding > 0 {
            throw Base64Error(reason: .padding, position: position)
        }
        guard pending > 0 else { return }
        let spare: UInt32 = pending == 2 ? 4 : 2
        guard bits & (1 << spare - 1) == 0 else { throw Base64Error(reason: .trailingBits, position: lastCharacter) }
        bits >>= spare
        if pending == 3 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) }
        bytes.append(UInt8(truncatingIfNeeded: bits))
    }
}
