/// Hosts by name: one, or all below a domain.
public struct HostPattern: Hashable, Sendable, CustomStringConvertible {
    /// The name in lower case, without the final dot and the asterisk.
    private let name: String
    private let isDomain: Bool

    /// `filer.example.no` is that host; `*.example.no` every host below, at any depth, without `example.no` itself. Addresses are written
    /// as in a URL, IPv6 in brackets. Nil when it is empty or has an asterisk elsewhere.
    public init?(_ text: String) {
        isDomain = text.hasPrefix("*.")
        name = Self.normalized(isDomain ? text.dropFirst(2) : text[...])
        guard !name.isEmpty, !name.contains("*"), !name.contains("/") else { return nil }
    }

    /// Whether the host of a URL is meant.
    public func matches(_ host: String) -> Bool {
        let host = Self.normalized(host[...])
        return isDomain ? host.hasSuffix("." + name) && host.count > name.count + 1 : host == name
    }

    private static func normalized(_ host: Substring) -> String {
        (host.hasSuffix(".") ? host.dropLast() : host).lowercased()
    }

    /// As it was written.
    public var description: String { isDomain ? "*." + name : name }
}
