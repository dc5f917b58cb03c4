import Domain
import Transfer

extension ContentBucket: MarkedStorage {
    var place: String { "the bucket" }
    var holdsUploads: Bool { false }
    var isCheapToLookAt: Bool { false }

    /// How many keys are looked at for one of a file: municipalities' numbers come before words.
    private static let limitKeys = 1_000

    func marker() async throws -> ContentMarker? {
        var bytes: [UInt8] = []
        do throws(TransferError) {
            for try await piece in try await bucket.get(ContentMarker.name).body {
                bytes += piece
                guard bytes.count <= ContentMarker.limitBytes else { break }
            }
        } catch {
            if error.code == .cancelled { throw CancellationError() }
            if error.code == .notFound, !error.message.contains("NoSuchBucket") { return nil }
            throw ContentError(.unavailable, "the bucket: \(error)")
        }
        return try ContentMarker(bytes)
    }

    func mark(_ marker: ContentMarker) async throws {
        try await Self.named(nil) { () async throws(TransferError) in
            do throws(TransferError) {
                try await bucket.put(ContentMarker.name, BytesUpload(marker.encoded), onlyIfAbsent: true)
            } catch {
                // Somebody else was quicker; whose it is now is looked at by whoever asked.
                guard error.replyCode == 412 else { throw error }
            }
        }
    }

    func remark(_ marker: ContentMarker) async throws {
        try await Self.named(nil) { () async throws(TransferError) in
            _ = try await bucket.put(ContentMarker.name, BytesUpload(marker.encoded))
        }
    }

    func holdsFiles() async throws -> Bool {
        let listing = try await Self.named(nil) { () async throws(TransferError) in try await bucket.list(limit: Self.limitKeys) }
        return listing.objects.contains { object in
            let parts = object.key.split(separator: "/")
            return parts.count == 2 && Organisasjonsnummer(String(parts[0])) != nil && ContentDigest(parts[1]) != nil
        }
    }
}
