/// Packs containers for tests: entries stored as they are, with the names and sizes that a test states.
enum Zip {
    static let asice = "application/vnd.etsi.asic-e+zip"

    struct Entry {
        var name: String
        var bytes: [UInt8]
        /// What the directory says of the unpacked size, where it lies.
        var stated: UInt32?
        /// Says that it is deflated, which it is not: what is judged by the directory alone is never unpacked.
        var method: UInt16 = 0

        init(_ name: String, _ text: String) { (self.name, bytes) = (name, Array(text.utf8)) }
    }

    /// An ASiC-E with that message and those files.
    static func container(_ message: String, _ files: [Entry] = []) -> [UInt8] {
        pack([Entry("mimetype", asice), Entry("arkivmelding.xml", message)] + files)
    }

    static func pack(_ entries: [Entry]) -> [UInt8] {
        var (all, directory) = ([UInt8](), [UInt8]())
        for entry in entries {
            let name = Array(entry.name.utf8)
            let stated = entry.stated ?? UInt32(entry.bytes.count)
            let head =
                u16(0x0800) + u16(entry.method) + [0, 0, 0x21, 0] + u32(checksum(entry.bytes)) + u32(UInt32(entry.bytes.count))
                + u32(stated) + u16(UInt16(name.count)) + u16(0)
            directory += u32(0x0201_4B50) + u16(20) + u16(20) + head + [UInt8](repeating: 0, count: 10) + u32(UInt32(all.count)) + name
            all += u32(0x0403_4B50) + u16(20) + head + name + entry.bytes
        }
        let start = UInt32(all.count)
        let count = u16(UInt16(entries.count))
        return all + directory + u32(0x0605_4B50) + u32(0) + count + count + u32(UInt32(directory.count)) + u32(start) + u16(0)
    }

    private static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    private static func u32(_ value: UInt32) -> [UInt8] { u16(UInt16(value & 0xFFFF)) + u16(UInt16(value >> 16)) }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
    }
}
