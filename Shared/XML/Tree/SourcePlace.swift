/// A place in a document as a person counts it.
struct SourcePlace: Equatable {
    /// From 1. CR LF, LF and CR each end one.
    var line = 1
    /// From 1, in characters (Unicode scalars).
    var column = 1

    /// The place of a byte of a UTF-8 text.
    init(offset: Int, in bytes: some Collection<UInt8>) {
        var previous: UInt8 = 0
        for byte in bytes.prefix(offset) {
            switch byte {
            case 0x0a where previous == 0x0d: break
            case 0x0a, 0x0d: (line, column) = (line + 1, 1)
            case 0x80..<0xc0: break
            default: column += 1
            }
            previous = byte
        }
    }
}
