/// Where a bucket is, and how we may use it.
public struct S3Configuration: Sendable, Hashable {
    /// The server: `https://s3.eu-north-1.amazonaws.com`, `http://127.0.0.1:9000`; without a path.
    public var endpoint: String
    /// The bucket.
    public var bucket: String
    /// The keys.
    public var signature: AWSSignature
    /// Whether the bucket is the first part of the path, as most servers outside Amazon want it, or the first label of the host.
    public var usesPathStyle = true
    /// Limits for answers without a file: 30 seconds, 32 MiB.
    public var limits = TransferLimits()
    /// Limits for a file that is sent or got.
    public var fileLimits = TransferLimits.file

    /// A bucket in path style.
    public init(endpoint: String, bucket: String, signature: AWSSignature) {
        (self.endpoint, self.bucket, self.signature) = (endpoint, bucket, signature)
    }

    /// The URL of a key, or of the bucket for an empty one. Encoded as it is signed: libcurl signs a URL as it stands.
    func url(key: String, query: [(String, String)] = []) throws(TransferError) -> String {
        let server = try ParsedURL(endpoint)
        guard ["http", "https"].contains(server.scheme), !server.hasUser else {
            throw TransferError(.malformedURL, "the endpoint of the bucket is no http or https URL")
        }
        let port = server.hasNamedPort ? ":\(server.port)" : ""
        let (host, folder) = usesPathStyle ? (server.host, "/" + Self.encoded(bucket)) : ("\(bucket).\(server.host)", "")
        let path = key.isEmpty ? folder + (usesPathStyle ? "" : "/") : "\(folder)/\(Self.encoded(key, keeping: UInt8(ascii: "/")))"
        // The signature wants the names in order, and an equals sign where there is no value.
        let pairs = query.sorted { $0.0 < $1.0 }.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
        return "\(server.scheme)://\(host)\(port)\(path)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Percent-encodes all but RFC 3986's unreserved characters, in capitals: the one way that the signature knows.
    private static func encoded(_ text: String, keeping kept: UInt8? = nil) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            case kept: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
