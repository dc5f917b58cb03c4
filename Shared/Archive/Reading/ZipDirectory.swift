/// Reads a zip's directory itself, before libarchive unpacks anything.
///
/// libarchive cuts a name at NUL, turns backslashes into slashes and names of another encoding into question marks, so the faults that
/// matter most cannot be seen through it. Here the bytes are judged as they stand, and directory and local headers must agree: two readers of one
/// container must not see two different contents.
struct ZipDirectory {
    /// In the order in which the entries lie in the file, which is libarchive's order too.
    let records: [ZipRecord]

    private static let endSignature: UInt32 = 0x0605_4B50
    private static let end64LocatorSignature: UInt32 = 0x0706_4B50
    private static let end64Signature: UInt32 = 0x0606_4B50
    private static let recordSignature: UInt32 = 0x0201_4B50
    private static let localSignature: UInt32 = 0x0403_4B50
    private static let (endByteCount, recordByteCount, localByteCount) = (22, 46, 30)
    /// A comment at the end is at most that long.
    private static let commentBytesMax = 65_535

    init(_ source: ByteSource, limits: ContainerLimits) throws(ContainerError) {
        let end = try Self.end(of: source)
        guard end.count <= UInt64(limits.entriesMax) else {
            throw ContainerError(.tooManyEntries, "\(end.count) entries; at most \(limits.entriesMax)")
        }
        // A record is a head of 46 bytes, a name and two other fields of at most 64 KiB each; ten times what is usual is enough.
        guard end.byteCount <= UInt64(limits.entriesMax) * 4096, let size = Int(exactly: end.byteCount),
            let start = Int64(exactly: end.offset)
        else { throw ContainerError(.malformed, "the directory is larger than its entries can be") }
        let fields = ZipFields(try source.bytes(at: start, count: size))
        var (found, place) = ([ZipRecord](), 0)
        found.reserveCapacity(Int(end.count))
        for _ in 0..<end.count { found.append(try Self.record(fields, &place)) }
        guard place == size else { throw ContainerError(.malformed, "the directory has more than its entries") }
        found.sort { $0.offset < $1.offset }
        try Self.checkPlaces(found, in: source, until: end.offset)
        records = found
    }

    private struct End {
        let count: UInt64
        let byteCount: UInt64
        let offset: UInt64
    }

    /// The record at the end that says where the directory is; its 64-bit form where there is one.
    private static func end(of source: ByteSource) throws(ContainerError) -> End {
        let tailCount = Int(min(source.byteCount, Int64(endByteCount + commentBytesMax)))
        let tailStart = source.byteCount - Int64(tailCount)
        let tail = ZipFields(try source.bytes(at: tailStart, count: tailCount))
        var place = tailCount - endByteCount
        // It must end with the file: what stands after it would be another reader's container.
        while place >= 0, tail.u32(place) != endSignature || place + endByteCount + Int(tail.u16(place + 20)) != tailCount { place -= 1 }
        guard place >= 0 else { throw ContainerError(.malformed, "not a zip, or its end is missing") }
        guard tail.u16(place + 4) == 0, tail.u16(place + 6) == 0, tail.u16(place + 8) == tail.u16(place + 10) else {
            throw ContainerError(.malformed, "a zip in several volumes")
        }
        let end = End(count: UInt64(tail.u16(place + 10)), byteCount: UInt64(tail.u32(place + 12)), offset: UInt64(tail.u32(place + 16)))
        guard end.count == 0xFFFF || end.byteCount == 0xFFFF_FFFF || end.offset == 0xFFFF_FFFF else { return end }
        return try end64(of: source, before: tailStart + Int64(place)) ?? end
    }

    private static func end64(of source: ByteSource, before place: Int64) throws(ContainerError) -> End? {
        guard place >= 20 else { return nil }
        let locator = ZipFields(try source.bytes(at: place - 20, count: 20))
        guard locator.u32(0) == end64LocatorSignature, let offset = Int64(exactly: locator.u64(8)) else { return nil }
        let fields = ZipFields(try source.bytes(at: offset, count: 56))
        guard fields.u32(0) == end64Signature, fields.u64(24) == fields.u64(32) else {
            throw ContainerError(.malformed, "the end of a large zip is wrong")
        }
        return End(count: fields.u64(32), byteCount: fields.u64(40), offset: fields.u64(48))
    }

    private static func record(_ fields: ZipFields, _ place: inout Int) throws(ContainerError) -> ZipRecord {
        let early = ContainerError(.malformed, "the directory ends in the middle of an entry")
        guard place + recordByteCount <= fields.bytes.count else { throw early }
        guard fields.u32(place) == recordSignature else { throw ContainerError(.malformed, "the directory is broken") }
        let (nameCount, extraCount) = (Int(fields.u16(place + 28)), Int(fields.u16(place + 30)))
        let nameStart = place + recordByteCount
        let next = nameStart + nameCount + extraCount + Int(fields.u16(place + 32))
        guard next <= fields.bytes.count else { throw early }
        var large = LargeFields(
            unpacked: UInt64(fields.u32(place + 24)), packed: UInt64(fields.u32(place + 20)), offset: UInt64(fields.u32(place + 42)))
        try large.read(fields, nameStart + nameCount..<nameStart + nameCount + extraCount)
        defer { place = next }
        return ZipRecord(
            name: Array(fields.bytes[nameStart..<nameStart + nameCount]), flags: fields.u16(place + 8), method: fields.u16(place + 10),
            packed: large.packed, unpacked: large.unpacked, offset: large.offset, madeBy: fields.u16(place + 4),
            attributes: fields.u32(place + 38))
    }

    /// Sizes that do not fit in 32 bits stand in an extra field.
    private struct LargeFields {
        var unpacked: UInt64
        var packed: UInt64
        var offset: UInt64

        mutating func read(_ fields: ZipFields, _ extras: Range<Int>) throws(ContainerError) {
            var place = extras.lowerBound
            while place + 4 <= extras.upperBound {
                let (kind, count) = (fields.u16(place), Int(fields.u16(place + 2)))
                let (start, end) = (place + 4, place + 4 + count)
                guard end <= extras.upperBound else { throw ContainerError(.malformed, "an extra field is too long") }
                if kind == 1 { try take(fields, start..<end) }
                place = end
            }
        }

        private mutating func take(_ fields: ZipFields, _ range: Range<Int>) throws(ContainerError) {
            var place = range.lowerBound
            for member in [\Self.unpacked, \Self.packed, \Self.offset] where self[keyPath: member] == 0xFFFF_FFFF {
                guard place + 8 <= range.upperBound else { throw ContainerError(.malformed, "a large size is missing") }
                self[keyPath: member] = fields.u64(place)
                place += 8
            }
        }
    }

    /// Every local header says what the directory says, and no two entries share bytes.
    private static func checkPlaces(_ records: [ZipRecord], in source: ByteSource, until directory: UInt64) throws(ContainerError) {
        var free: UInt64 = 0
        for record in records {
            let shown = EntryName.printable(record.name)
            func fault(_ message: String) -> ContainerError { ContainerError(.malformed, message, entry: shown) }
            guard let offset = Int64(exactly: record.offset), record.offset >= free, record.offset < directory else {
                throw fault("entries overlap")
            }
            let local = ZipFields(try source.bytes(at: offset, count: localByteCount))
            guard local.u32(0) == localSignature else { throw fault("no entry where the directory says one is") }
            let name = try source.bytes(at: offset + Int64(localByteCount), count: Int(local.u16(26)))
            guard name == record.name else { throw fault("the directory and the entry have different names") }
            guard local.u16(8) == record.method, local.u16(6) & 0x0049 == record.flags & 0x0049 else {
                throw fault("the directory and the entry say different things")
            }
            let data = record.offset + UInt64(localByteCount) + UInt64(local.u16(26)) + UInt64(local.u16(28))
            let (end, isTooLarge) = data.addingReportingOverflow(record.packed)
            guard !isTooLarge, end <= directory else { throw fault("an entry reaches beyond the entries") }
            let sizes = (UInt64(local.u32(18)), UInt64(local.u32(22)))
            if !record.hasDescriptor, sizes.0 != 0xFFFF_FFFF, sizes.1 != 0xFFFF_FFFF {
                guard sizes == (record.packed, record.unpacked) else { throw fault("the directory and the entry have different sizes") }
            }
            free = end
        }
    }
}
