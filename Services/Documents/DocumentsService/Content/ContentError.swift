/// Why bytes could not be kept or given, by what the caller must do about it.
struct ContentError: Error, Hashable, Sendable, CustomStringConvertible {
    struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in receipts, logs and problem details.
        let rawValue: String

        /// The bytes have another SHA-256 than stated. Nothing was kept.
        static let checksumMismatch = Code(rawValue: "checksum_mismatch")
        /// More bytes than allowed. Nothing was kept of a file; an upload in parts keeps what it had.
        static let tooLarge = Code(rawValue: "content_too_large")
        /// The disk (or the quota, or the bucket) is full. Nothing was kept of a file; an upload in parts keeps what it had. Retriable.
        static let diskFull = Code(rawValue: "disk_full")
        /// The storage cannot be reached, or fails. Retriable.
        static let unavailable = Code(rawValue: "content_storage_unavailable")
        /// As many calls wait for the disk as may. Retriable.
        static let busy = Code(rawValue: "content_storage_busy")
        /// There is no such file.
        static let notFound = Code(rawValue: "content_not_found")
        /// What lies there under this checksum has another size: it is damaged, and is not overwritten.
        static let damaged = Code(rawValue: "content_damaged")
        /// The storage is there, and a file that the archive has is not: lost, or set aside as damaged.
        static let missing = Code(rawValue: "content_missing")
        /// The storage has the file and does not give its bytes: a failing disk.
        static let unreadable = Code(rawValue: "content_unreadable")
        /// The storage has the file and does not let this service read it: its owner or its permissions are wrong. Says nothing about the bytes.
        static let noAccess = Code(rawValue: "content_no_access")
        /// An upload in parts has another size than the part's offset; ``ContentError/uploadByteCount`` says which.
        static let uploadOffset = Code(rawValue: "upload_offset")
        /// Another part of the same upload is being written.
        static let uploadBusy = Code(rawValue: "upload_busy")
    }

    let code: Code
    /// What happened, for a person; without paths of this machine.
    let message: String
    /// How many bytes an upload has, for ``Code/uploadOffset``.
    let uploadByteCount: Int64?
    /// The digest the bytes really have, for ``Code/checksumMismatch``.
    let actual: ContentDigest?

    init(_ code: Code, _ message: String, uploadByteCount: Int64? = nil, actual: ContentDigest? = nil) {
        (self.code, self.message, self.uploadByteCount, self.actual) = (code, message, uploadByteCount, actual)
    }

    /// Whether the same call may succeed later.
    var isRetriable: Bool { [.diskFull, .unavailable, .busy, .uploadBusy].contains(code) }

    var description: String { "\(code.rawValue): \(message)" }

    static func mismatch(expected: ContentDigest, actual: ContentDigest) -> ContentError {
        ContentError(.checksumMismatch, "the bytes have SHA-256 \(actual), stated was \(expected)", actual: actual)
    }

    static func tooLarge(limitBytes: Int64) -> ContentError { ContentError(.tooLarge, "more than \(limitBytes) bytes") }

    static func notFound(_ digest: ContentDigest) -> ContentError { ContentError(.notFound, "no file has SHA-256 \(digest)") }
}
