import Contracts
import Transfer

/// A service's answer over HTTP.
public struct ServiceAnswer: Sendable {
    /// The status.
    public let status: Int
    /// The headers.
    public let headers: HTTPClientHeaders
    /// The body.
    public let body: [UInt8]

    /// What a client got.
    public init(_ answer: HTTPClientResponse) { (status, headers, body) = (answer.status, answer.headers, answer.body) }

    /// The body as JSON; null where it is none.
    public var json: JSONValue { (try? JSONReader.read(body)) ?? .null }  // not JSON: no member will be found in it
    /// The codes of a problem's errors.
    public var codes: [String] { (json["errors"]?.elements ?? []).compactMap { $0["code"]?.text } }
    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
