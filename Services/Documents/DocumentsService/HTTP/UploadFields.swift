import Crypto
import Domain
import HTTPServer
import ServiceKit

/// The header fields of resumable uploads (draft-ietf-httpbis-resumable-upload) and of digests (RFC 9530), as structured fields (RFC 8941).
enum UploadFields {
    /// `Upload-Complete`: whether the upload ends with this request; nil when it is not a resumable one.
    static func isComplete(_ headers: HTTPFields) throws(ProblemDetails) -> Bool? {
        guard let text = headers["Upload-Complete"] else { return nil }
        switch text {
        case "?0": return false
        case "?1": return true
        default: throw .badRequest("Upload-Complete is ?0 or ?1, not «\(text.prefix(20))»")
        }
    }

    /// A field with a count of bytes; nil when it is not there.
    static func count(_ name: String, _ headers: HTTPFields) throws(ProblemDetails) -> Int64? {
        guard let text = headers[name] else { return nil }
        guard let count = Int64(text), count >= 0 else { throw .badRequest("\(name) is a number of bytes, not «\(text.prefix(30))»") }
        return count
    }

    /// The SHA-256 that `Repr-Digest` (or `Content-Digest`) states; nil when there is none.
    static func digest(_ headers: HTTPFields) throws(ProblemDetails) -> ContentDigest? {
        for name in ["Repr-Digest", "Content-Digest"] {
            for member in headers.values(of: name).flatMap({ $0.split(separator: ",") }) {
                let text = member.drop { $0 == " " }
                guard text.hasPrefix("sha-256=") else { continue }
                let value = text.dropFirst("sha-256=".count)
                // Whatever is wrong with it is told in one sentence.
                guard value.count > 2, value.hasPrefix(":"), value.hasSuffix(":"),
                    let bytes = try? Base64.decode(String(value.dropFirst().dropLast())), bytes.count == SHA256.byteCount
                else { throw .badRequest("\(name) is sha-256=:<base64>:, not «\(text.prefix(100))»") }
                return ContentDigest(bytes: bytes)
            }
        }
        return nil
    }
}
