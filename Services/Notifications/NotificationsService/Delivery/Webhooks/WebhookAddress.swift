import Domain
import Transfer

/// Whether a subscriber's address can be a webhook's: everything that is wrong with it, told when the subscription is made.
///
/// What a name stands for is not asked here: it may be another address a minute later. The address is checked when it is connected to.
struct WebhookAddress: Sendable {
    /// The longest address, in bytes.
    static let limitBytes = 2_000

    /// Whether `http` will do: in development mode only.
    let allowsHTTP: Bool
    /// Networks that may be connected to although they are not public.
    let allowedNetworks: [IPNetwork]

    /// Where a delivery may go.
    var policy: TransferPolicy {
        var policy = TransferPolicy()
        policy.protocols = allowsHTTP ? [.https, .http] : [.https]
        policy.allowedNetworks = allowedNetworks
        // A redirect is a failure (Standard Webhooks 1.0): it is never followed.
        policy.maximumRedirects = 0
        return policy
    }

    /// Everything that is wrong with an address; empty when nothing is.
    func faults(_ text: String, at pointer: String) -> [Fault] {
        func fault(_ code: String, _ message: String) -> Fault { Fault(pointer: pointer, code: code, message: message) }
        var faults: [Fault] = []
        if text.utf8.count > Self.limitBytes {
            faults.append(fault("invalid_value", "the address is longer than \(Self.limitBytes) bytes"))
        }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            faults.append(fault("invalid_value", "the address has blanks, control characters or letters that must be percent-encoded"))
        }
        guard let parts = WebhookAddressParts(text) else {
            return faults + [fault("invalid_value", "«\(text.prefix(200))» is not an address such as https://example.no/varsel")]
        }
        if parts.scheme != "https", !(parts.scheme == "http" && allowsHTTP) {
            faults.append(fault("scheme_not_allowed", "the address must begin with https://"))
        }
        if parts.hasUser { faults.append(fault("invalid_value", "user name and password do not belong in the address")) }
        if parts.hasFragment { faults.append(fault("invalid_value", "a part after # is never sent; leave it out")) }
        if parts.host.isEmpty { faults.append(fault("invalid_value", "the address names no host")) }
        if !parts.isPortLegal { faults.append(fault("invalid_value", "the port must be a number from 1 to 65535")) }
        if let address = IPAddress(parts.host), !policy.allows(address) {
            faults.append(
                fault("address_not_allowed", "\(parts.host) is not a public address, and not among the networks this installation allows"))
        }
        return faults
    }

    /// What names a target for the limit of parallel deliveries: host and port, however many subscriptions lead there.
    static func target(of text: String) -> String {
        WebhookAddressParts(text).map { "\($0.host):\($0.port ?? ($0.scheme == "http" ? 80 : 443))" } ?? text
    }
}

/// An address in its parts (RFC 3986), as far as they are looked at here.
struct WebhookAddressParts: Sendable {
    /// In lower case.
    let scheme: String
    /// In lower case, without brackets.
    let host: String
    /// Nil when none is given.
    let port: Int?
    let isPortLegal: Bool
    let hasUser: Bool
    let hasFragment: Bool

    /// Nil when there is no `scheme://`.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"), colon != text.startIndex else { return nil }
        scheme = text[..<colon].lowercased()
        hasFragment = text.contains("#")
        var authority = text[text.index(colon, offsetBy: 3)...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
        hasUser = authority.contains("@")
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        var portText: Substring?
        if authority.first == "[", let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
            let rest = authority[authority.index(after: end)...]
            portText = rest.first == ":" ? rest.dropFirst() : (rest.isEmpty ? nil : rest)
        } else if let last = authority.lastIndex(of: ":") {
            host = authority[..<last].lowercased()
            portText = authority[authority.index(after: last)...]
        } else {
            host = authority.lowercased()
        }
        let number = portText.flatMap { text in text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil }
        port = number
        isPortLegal = portText == nil || number.map { (1...65_535).contains($0) } ?? false
    }
}
