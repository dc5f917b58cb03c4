import Foundation

/// Packs an arkivmelding and its files into an ASiC-E container (a zip whose first entry says what it is), as Fiks IO transports them.
///
/// Entries are stored, not compressed: what is attached is compressed already as a rule. The container is not signed: the partner is
/// known by its token or its topic.
enum Container {
    /// What the container is called in `datacontenttype`, and its first entry.
    static let contentType = "application/vnd.etsi.asic-e+zip"
    /// The entry with the message.
    static let messageName = "arkivmelding.xml"
    /// A plain zip has no room for more.
    static let bytesMax = Int(UInt32.max)

    /// The container's bytes.
    ///
    /// - Throws: `CommandFailure(.data)` when two files have one name, or all together are too large for a zip.
    static func pack(message: Data, files: [(name: String, bytes: Data)]) throws -> Data {
        let entries = [("mimetype", Data(contentType.utf8)), (messageName, message)] + files.map { ($0.name, $0.bytes) }
        var names: Set<String> = []
        for (name, _) in entries where !names.insert(name).inserted { throw CommandFailure(.data, "two files are called \(name)") }
        guard entries.reduce(0, { $0 + $1.1.count }) < bytesMax / 2, entries.count < Int(UInt16.max) else {
            throw CommandFailure(.data, "too much for one container; upload the files first and refer to them by their SHA-256")
        }
        var (all, directory) = (Data(), Data())
        for (name, bytes) in entries {
            let offset = UInt32(all.count)
            let common = header(name, bytes)
            all += number(0x0403_4B50 as UInt32) + number(20 as UInt16) + common + Data(name.utf8) + bytes
            // Version made by and needed; then comment length, disk, attributes (all 0) and where the entry stands.
            directory += number(0x0201_4B50 as UInt32) + number(20 as UInt16) + number(20 as UInt16) + common
            directory += Data(count: 10) + number(offset) + Data(name.utf8)
        }
        let start = UInt32(all.count)
        all += directory + number(0x0605_4B50 as UInt32) + Data(count: 4) + number(UInt16(entries.count)) + number(UInt16(entries.count))
        return all + number(UInt32(directory.count)) + number(start) + Data(count: 2)
    }

    /// What local header and directory have in common: flags (names are UTF-8), method, time, checksum, sizes, lengths.
    private static func header(_ name: String, _ bytes: Data) -> Data {
        let size = number(UInt32(bytes.count))
        // 1 January 1980: the same files give the same container, and so the same id.
        let time = number(0 as UInt16) + number(0x0021 as UInt16)
        let flags = number(0x0800 as UInt16) + number(0 as UInt16)
        return flags + time + number(checksum(bytes)) + size + size + number(UInt16(name.utf8.count)) + number(0 as UInt16)
    }

    private static func number(_ value: some FixedWidthInteger) -> Data { withUnsafeBytes(of: value.littleEndian) { Data($0) } }

    /// CRC-32 of ISO-HDLC, as zip wants it.
    static func checksum(_ bytes: Data) -> UInt32 { ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) } }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
