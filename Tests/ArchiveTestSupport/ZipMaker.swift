/// Makes zips byte by byte, right and wrong ones.
public struct ZipMaker {
    /// What a zip shall hold, and what it shall say about it.
    public struct Entry {
        /// As the directory says it.
        public var name: [UInt8]
        /// Unpacked.
        public var bytes: [UInt8]
        /// 0 stored, 8 deflated.
        public var method: UInt16 = 0
        /// Bit 11: names are UTF-8.
        public var flags: UInt16 = 0x0800
        /// CRC-32.
        public var checksum: UInt32
        /// As they lie in the zip.
        public var packed: [UInt8]
        /// Unpacked, as stated.
        public var statedSize: UInt32
        /// As the entry itself says it.
        public var localName: [UInt8]
        /// The system in the high byte.
        public var madeBy: UInt16 = 20
        /// Unix: the mode in the high half.
        public var attributes: UInt32 = 0

        /// A stored entry.
        public init(_ name: String, _ bytes: some Sequence<UInt8> = "some bytes".utf8) {
            (self.name, self.bytes) = (Array(name.utf8), Array(bytes))
            (packed, localName) = (self.bytes, self.name)
            statedSize = UInt32(self.bytes.count)
            checksum = ZipMaker.checksum(self.bytes)
        }

        /// The same, changed.
        public func with(_ change: (inout Entry) -> Void) -> Entry {
            var copy = self
            change(&copy)
            return copy
        }

        /// Deflated, in blocks that are not compressed: what every inflater understands.
        public var deflated: Entry {
            with { entry in
                entry.method = 8
                entry.packed = []
                var rest = entry.bytes[...]
                repeat {
                    let block = rest.prefix(65_535)
                    rest = rest.dropFirst(65_535)
                    entry.packed += [rest.isEmpty ? 1 : 0] + ZipMaker.u16(UInt16(block.count)) + ZipMaker.u16(~UInt16(block.count)) + block
                } while !rest.isEmpty
            }
        }
    }

    /// The whole zip.
    public static func zip(_ entries: [Entry], comment: String = "") -> [UInt8] {
        var (all, directory) = ([UInt8](), [UInt8]())
        for entry in entries {
            let offset = UInt32(all.count)
            let time: [UInt8] = [0, 0, 0x21, 0]
            func head(_ name: [UInt8]) -> [UInt8] {
                u16(entry.flags) + u16(entry.method) + time + u32(entry.checksum) + u32(UInt32(entry.packed.count)) + u32(entry.statedSize)
                    + u16(UInt16(name.count)) + u16(0)
            }
            all += u32(0x0403_4B50) + u16(20) + head(entry.localName) + entry.localName + entry.packed
            directory += u32(0x0201_4B50) + u16(entry.madeBy) + u16(20) + head(entry.name)
            directory += [UInt8](repeating: 0, count: 6) + u32(entry.attributes) + u32(offset) + entry.name
        }
        let start = UInt32(all.count)
        all += directory + u32(0x0605_4B50) + u32(0) + u16(UInt16(entries.count)) + u16(UInt16(entries.count))
        return all + u32(UInt32(directory.count)) + u32(start) + u16(UInt16(comment.utf8.count)) + Array(comment.utf8)
    }

    static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    static func u32(_ value: UInt32) -> [UInt8] { u16(UInt16(value & 0xFFFF)) + u16(UInt16(value >> 16)) }

    /// CRC-32.
    public static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { value, byte in
            (0..<8).reduce(value ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
    }
}
