import Crypto
import ShardRuntime
import Transfer

/// Snapshots in an S3-compatible bucket, sent and fetched piece by piece.
struct BucketShelf: SnapshotShelf {
    /// Limits, with their units in their names.
    struct Limits: Sendable {
        /// Larger files are sent in parts.
        var singlePutBytesMax: Int64 = 256 << 20
        /// How large a part is (S3 wants 5 MiB at least, and 10,000 parts at most: stores up to 640 GiB).
        var partBytes: Int64 = 64 << 20
    }

    let place: String
    private let bucket: S3Bucket
    private let downloader: Downloader
    private let prefix: String
    private let disk: SnapshotDisk
    private let limits: Limits

    /// A shelf whose keys begin with the prefix.
    init(client: HTTPClient, _ configuration: S3Configuration, prefix: String, disk: SnapshotDisk, limits: Limits = Limits()) {
        var configuration = configuration
        // How long it may take altogether is the catalogue's limit; a server that has fallen silent is given up before.
        (configuration.fileLimits.timeout, configuration.fileLimits.maximumBytes) = (nil, nil)
        (bucket, downloader) = (S3Bucket(client: client, configuration), Downloader(client: client))
        place = "s3://\(configuration.bucket)/\(prefix)"
        (self.prefix, self.disk, self.limits) = (prefix, disk, limits)
    }

    func names(below folder: String) async throws -> [String] {
        let prefix = "\(prefix)\(folder)/"
        var (found, after) = ([String](), String?.none)
        repeat {
            let start = after
            let page = try await named { () async throws(TransferError) in try await bucket.list(prefix: prefix, after: start) }
            found += page.objects.map { String($0.key.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
            after = page.next
        } while after != nil
        return found
    }

    func put(_ file: LocalFile, as key: String) async throws {
        let upload = try await FileUpload(file, disk: disk)
        let key = prefix + key
        try await named { () async throws(TransferError) in
            if file.bytes > limits.singlePutBytesMax {
                try await bucket.putParts(upload, as: key, partBytes: limits.partBytes)
            } else {
                _ = try await bucket.put(key, upload, sha256: file.sha256)
            }
        }
    }

    func write(_ bytes: [UInt8], as key: String) async throws {
        try await named { () async throws(TransferError) in
            _ = try await bucket.put(prefix + key, BytesUpload(bytes), sha256: SHA256.hex(bytes))
        }
    }

    func read(_ key: String) async throws -> [UInt8] {
        try await named { () async throws(TransferError) in
            var bytes: [UInt8] = []
            for try await piece in try await bucket.get(prefix + key).body {
                bytes += piece
                if bytes.count > SnapshotLimits.manifestBytes { break }
            }
            guard bytes.count <= SnapshotLimits.manifestBytes else {
                throw TransferError(.tooLarge, "\(key) is larger than \(SnapshotLimits.manifestBytes) bytes")
            }
            return bytes
        }
    }

    func fetch(_ key: String, to path: String) async throws {
        let sink = try await FileSink(path, disk: disk)
        do {
            _ = try await downloader.download(try bucket.download(prefix + key), into: sink)
            try await sink.finish()
        } catch let error as TransferError {
            throw Self.meaning(of: error)
        }
    }

    func remove(_ key: String) async throws {
        try await named { () async throws(TransferError) in try await bucket.delete(prefix + key) }
    }

    private func named<Value>(_ body: () async throws(TransferError) -> Value) async throws -> Value {
        do throws(TransferError) { return try await body() } catch { throw Self.meaning(of: error) }
    }

    /// What a failing transfer means to whoever wants a snapshot.
    private static func meaning(of error: TransferError) -> any Error {
        switch error.code {
        case .cancelled: CancellationError()
        case .notFound where !error.message.contains("NoSuchBucket"): SnapshotError(.missing, "the bucket: \(error)")
        case .tooLarge: SnapshotError(.damaged, "the bucket: \(error)")
        default: SnapshotError(.unavailable, "the bucket: \(error)")
        }
    }
}
