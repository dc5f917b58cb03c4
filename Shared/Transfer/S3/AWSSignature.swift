/// Signs a request with AWS Signature Version 4, which S3 and its like ask for. libcurl does it (CURLOPT_AWS_SIGV4).
///
/// The URL is signed as it stands: path and query must be percent-encoded the way S3 does it, the query's names in order.
/// ``S3Bucket`` makes such URLs.
public struct AWSSignature: Sendable, Hashable, CustomStringConvertible {
    /// The name of the key.
    public var accessKeyID: String
    /// The key; a secret.
    public var secretAccessKey: String
    /// The token of temporary credentials.
    public var sessionToken: String?
    /// The region, such as `eu-north-1`; many servers take any.
    public var region: String
    /// The service.
    public var service: String
    /// The SHA-256 of what is sent, in hexadecimal. Without it the body is not covered by the signature.
    public var payloadSHA256: String?

    /// Signs for S3.
    public init(accessKeyID: String, secretAccessKey: String, region: String, service: String = "s3") {
        (self.accessKeyID, self.secretAccessKey, self.region, self.service) = (accessKeyID, secretAccessKey, region, service)
    }

    /// Without the secrets.
    public var description: String { "AWSSignature(\(accessKeyID), \(region), \(service))" }

    /// The headers that take part in the signature. libcurl 7.88 would take the hash of an empty body for every streamed one.
    func headers(hasBody: Bool) -> [HTTPClientHeaders.Field] {
        let hash = payloadSHA256 ?? (hasBody ? "UNSIGNED-PAYLOAD" : Self.emptySHA256)
        let fields = [HTTPClientHeaders.Field(name: "x-amz-content-sha256", value: hash)]
        return fields + (sessionToken.map { [HTTPClientHeaders.Field(name: "x-amz-security-token", value: $0)] } ?? [])
    }

    /// What libcurl wants to hear.
    var libcurlParameters: String { "aws:amz:\(region):\(service)" }

    private static let emptySHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}
