/// A source that can be sent in parts.
public protocol PartedSource: UploadSource {
    /// These bytes of it.
    func part(_ part: Range<Int64>) -> Self

    /// The SHA-256 of its bytes in lower-case hexadecimal digits, for the server to compare.
    func digest() async throws(TransferError) -> String
}

extension S3Bucket {
    /// Stores an object in parts of `partBytes`, one after the other. When one fails, what was sent is abandoned.
    public func putParts(_ source: some PartedSource, as key: String, partBytes: Int64) async throws(TransferError) {
        let upload = try await beginParts(key)
        do throws(TransferError) {
            var (parts, offset) = ([S3Part](), Int64(0))
            while offset < source.byteCount {
                let part = source.part(offset..<min(offset + partBytes, source.byteCount))
                let digest = try await part.digest()
                parts.append(try await putPart(parts.count + 1, of: key, upload: upload, part, sha256: digest))
                offset += part.byteCount
            }
            try await completeParts(parts, of: key, upload: upload)
        } catch {
            // What cannot even be abandoned is left to the bucket's own rule for unfinished uploads.
            try? await abandonParts(of: key, upload: upload)
            throw error
        }
    }
}
