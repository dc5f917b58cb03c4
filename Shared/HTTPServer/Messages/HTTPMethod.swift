/// A request method (RFC 9110, 9). Open: any token is a method, the usual ones have names.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The token as it stands in the request line; methods are case-sensitive.
    public let rawValue: String

    /// A method by its token.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A method by its token.
    public init(stringLiteral value: String) { rawValue = value }

    /// The token.
    public var description: String { rawValue }

    /// Read a resource.
    public static let get = HTTPMethod(rawValue: "GET")
    /// As GET, without the body.
    public static let head = HTTPMethod(rawValue: "HEAD")
    /// Do something with what is sent.
    public static let post = HTTPMethod(rawValue: "POST")
    /// Replace or create the resource.
    public static let put = HTTPMethod(rawValue: "PUT")
    /// Change part of the resource (RFC 5789).
    public static let patch = HTTPMethod(rawValue: "PATCH")
    /// Remove the resource.
    public static let delete = HTTPMethod(rawValue: "DELETE")
    /// Ask what the resource allows.
    public static let options = HTTPMethod(rawValue: "OPTIONS")
}
