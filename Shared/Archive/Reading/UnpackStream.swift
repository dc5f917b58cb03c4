import CLibArchive

/// libarchive's zip reader over a source: entries in the order in which they lie. Never leaves its owner's thread.
final class UnpackStream {
    private let archive: OpaquePointer
    /// Held by libarchive as a bare pointer; released with it.
    private let context: Unmanaged<Context>

    private static let pieceBytes = 64 * 1024

    /// What the callbacks read from. The buffer lives until libarchive's next call, as it demands.
    private final class Context {
        let source: ByteSource
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: UnpackStream.pieceBytes, alignment: 16)
        var place: Int64 = 0

        init(_ source: ByteSource) { self.source = source }
        deinit { buffer.deallocate() }
    }

    init(_ source: ByteSource) throws(ContainerError) {
        guard let archive = archive_read_new() else { preconditionFailure("no memory for libarchive") }
        self.archive = archive
        context = Unmanaged.passRetained(Context(source))
        // Only with the directory at the end: the reader that does without it could see other entries.
        var code = archive_read_support_format_zip_seekable(archive)
        if code == ARCHIVE_OK { code = archive_read_set_callback_data(archive, context.toOpaque()) }
        if code == ARCHIVE_OK { code = archive_read_set_read_callback(archive, Self.read) }
        if code == ARCHIVE_OK { code = archive_read_set_seek_callback(archive, Self.seek) }
        if code == ARCHIVE_OK { code = archive_read_open1(archive) }
        guard code == ARCHIVE_OK else { throw fault(.malformed) }
    }

    deinit {
        // Frees also after a failure, and closes first.
        archive_read_free(archive)
        context.release()
    }

    /// Goes to the next entry and gives its size; nil at the end.
    func next() throws(ContainerError) -> Int64? {
        var entry: OpaquePointer?
        let code = archive_read_next_header(archive, &entry)
        if code == ARCHIVE_EOF { return nil }
        // A warning is about the name's encoding; the name is taken from the directory.
        guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw fault(.malformed) }
        return archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : -1
    }

    /// Unpacks the entry's next bytes; 0 at its end.
    ///
    /// - Throws: `damaged` when the bytes cannot be unpacked, or checksum or size are not as stated.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ContainerError) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw fault(.damaged) }
        return count
    }

    private func fault(_ code: ContainerError.Code) -> ContainerError {
        ContainerError(code, archive_error_string(archive).map { String(cString: $0) } ?? "libarchive gives no reason")
    }

    // MARK: - Callbacks

    private static let read: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int = {
        _, pointer, bytes in
        guard let pointer else { return -1 }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        guard let count = context.source.read(at: context.place, into: context.buffer) else { return -1 }
        context.place += Int64(count)
        bytes?.pointee = UnsafeRawPointer(context.buffer.baseAddress)
        return count
    }

    private static let seek: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int64, Int32) -> Int64 = {
        _, pointer, offset, whence in
        guard let pointer else { return Int64(ARCHIVE_FATAL) }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        // SEEK_SET, SEEK_CUR, SEEK_END.
        let base: Int64 = whence == 0 ? 0 : whence == 1 ? context.place : context.source.byteCount
        let (place, isTooFar) = base.addingReportingOverflow(offset)
        guard !isTooFar, place >= 0 else { return Int64(ARCHIVE_FATAL) }
        context.place = place
        return place
    }
}
