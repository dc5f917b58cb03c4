/// Reads a zip container from bytes or a file, entry by entry, streamed.
///
/// Names, sizes and limits of all entries are judged before anything is unpacked; while unpacking an entry is held to the size it stated.
/// Nothing is ever written. It blocks (disk, processor), so a large container belongs on a thread of its own; one owner at a time.
public final class ContainerReader {
    /// All entries, in the order in which they can be read.
    public let entries: [ContainerEntry]

    private let stream: UnpackStream
    private var position = -1
    private var isAtEntryEnd = true
    private var bytesRead: Int64 = 0

    /// A container in memory.
    ///
    /// - Throws: ``ContainerError``, the first fault found in names, sizes or form.
    public convenience init(_ bytes: some Collection<UInt8>, limits: ContainerLimits = ContainerLimits()) throws(ContainerError) {
        try self.init(ByteSource([UInt8](bytes)), limits)
    }

    /// A container in a file.
    ///
    /// - Throws: ``ContainerError``; `unreadable` when there is no such file.
    public convenience init(file path: String, limits: ContainerLimits = ContainerLimits()) throws(ContainerError) {
        try self.init(ByteSource(path: path), limits)
    }

    private init(_ source: ByteSource, _ limits: ContainerLimits) throws(ContainerError) {
        let directory = try ZipDirectory(source, limits: limits)
        entries = try Self.judge(directory.records, limits)
        stream = try UnpackStream(source)
    }

    private static func judge(_ records: [ZipRecord], _ limits: ContainerLimits) throws(ContainerError) -> [ContainerEntry] {
        var (entries, names, total) = ([ContainerEntry](), Set<String>(), UInt64(0))
        for record in records {
            let name = try EntryName.check(record.name, byteLimit: limits.nameBytesMax)
            func fault(_ code: ContainerError.Code, _ message: String) -> ContainerError { ContainerError(code, message, entry: name) }
            // Texts compare by what they show: one name composed in two ways is one name.
            guard names.insert(name).inserted else { throw fault(.duplicateName, "two entries have this name") }
            guard !record.isEncrypted else { throw fault(.encrypted, "an encrypted entry") }
            guard !record.isSpecial else { throw fault(.notAFile, "a link or a device") }
            guard record.method == ZipRecord.methodStored || record.method == ZipRecord.methodDeflate else {
                throw fault(.unsupportedMethod, "packed by method \(record.method)")
            }
            guard record.unpacked <= UInt64(limits.entryBytesMax) else {
                throw fault(.entryTooLarge, "\(record.unpacked) bytes; at most \(limits.entryBytesMax)")
            }
            total += record.unpacked
            guard total <= UInt64(limits.totalBytesMax) else {
                throw fault(.tooLarge, "more than \(limits.totalBytesMax) bytes together")
            }
            if record.unpacked > UInt64(limits.ratioFreeBytes) {
                guard record.unpacked / max(1, record.packed) <= UInt64(limits.compressionRatioMax) else {
                    throw fault(
                        .compressionRatio, "grows \(record.unpacked / max(1, record.packed)) times; at most \(limits.compressionRatioMax)")
                }
            }
            guard record.method != ZipRecord.methodStored || record.packed == record.unpacked, !record.isDirectory || record.unpacked == 0
            else {
                throw fault(.malformed, "its sizes contradict each other")
            }
            entries.append(
                ContainerEntry(
                    name: name, isDirectory: record.isDirectory, byteCount: Int64(record.unpacked), packedByteCount: Int64(record.packed)))
        }
        return entries
    }

    /// Goes to the next entry; what was not read of the one before is passed over. Nil after the last.
    ///
    /// - Throws: `malformed` when the container is not what its directory says.
    public func next() throws(ContainerError) -> ContainerEntry? {
        let size = try stream.next()
        position += 1
        guard position < entries.count else {
            guard size == nil else { throw ContainerError(.malformed, "more entries than in the directory") }
            isAtEntryEnd = true
            return nil
        }
        guard size == entries[position].byteCount else {
            throw ContainerError(.malformed, "the entry has another size than in the directory", entry: entries[position].name)
        }
        (bytesRead, isAtEntryEnd) = (0, false)
        return entries[position]
    }

    /// The current entry's next bytes; empty at its end. All of an entry has been checked against its checksum once its end was read.
    ///
    /// - Parameter byteLimit: the most bytes to give at once.
    /// - Throws: `damaged` when the bytes do not unpack to what was stated.
    public func read(upTo byteLimit: Int = 256 * 1024) throws(ContainerError) -> [UInt8] {
        guard !isAtEntryEnd, entries.indices.contains(position), byteLimit > 0 else { return [] }
        let entry = entries[position]
        var failure: ContainerError?
        let bytes = [UInt8](unsafeUninitializedCapacity: byteLimit) { buffer, count in
            do throws(ContainerError) {
                count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw ContainerError(failure.code, failure.message, entry: entry.name) }
        bytesRead += Int64(bytes.count)
        isAtEntryEnd = bytes.isEmpty
        guard bytesRead <= entry.byteCount, !isAtEntryEnd || bytesRead == entry.byteCount else {
            throw ContainerError(.damaged, "it unpacks to another size than stated", entry: entry.name)
        }
        return bytes
    }

    /// The rest of the current entry in memory.
    ///
    /// - Throws: `damaged`; `entryTooLarge` when the entry is larger than `byteLimit`.
    public func readAll(byteLimit: Int) throws(ContainerError) -> [UInt8] {
        guard entries.indices.contains(position) else { return [] }
        guard entries[position].byteCount <= Int64(byteLimit) else {
            throw ContainerError(.entryTooLarge, "more than \(byteLimit) bytes", entry: entries[position].name)
        }
        var all: [UInt8] = []
        all.reserveCapacity(Int(entries[position].byteCount))
        while case let piece = try read(), !piece.isEmpty { all += piece }
        return all
    }
}
