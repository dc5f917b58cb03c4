/// One entry as the zip's directory has it, before its name was judged.
struct ZipRecord {
    let name: [UInt8]
    let flags: UInt16
    let method: UInt16
    let packed: UInt64
    let unpacked: UInt64
    /// Where its local header stands.
    let offset: UInt64
    /// What made it (high byte: the system), and the attributes that system gave it.
    let madeBy: UInt16
    let attributes: UInt32

    static let methodStored: UInt16 = 0
    static let methodDeflate: UInt16 = 8

    var isEncrypted: Bool { flags & 0x2041 != 0 || method == 99 }
    /// Sizes and checksum follow the data, and the local header has none.
    var hasDescriptor: Bool { flags & 0x0008 != 0 }
    var isDirectory: Bool { name.last == UInt8(ascii: "/") }

    /// Whether Unix calls it a link, a device or a pipe. 0 is "nothing said".
    var isSpecial: Bool {
        guard madeBy >> 8 == 3 || madeBy >> 8 == 19 else { return false }
        let kind = (attributes >> 16) & 0xF000
        return kind != 0 && kind != 0x8000 && kind != 0x4000
    }
}

/// Numbers of a zip: little-endian, at a place the caller has checked to be there.
struct ZipFields {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) { self.bytes = ArraySlice(Array(bytes)) }

    func u16(_ place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    func u32(_ place: Int) -> UInt32 { UInt32(u16(place)) | UInt32(u16(place + 2)) << 16 }
    func u64(_ place: Int) -> UInt64 { UInt64(u32(place)) | UInt64(u32(place + 4)) << 32 }
}
