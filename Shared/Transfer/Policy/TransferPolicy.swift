/// Where a transfer may go when others decide the URL: a partner's reference to a file, a subscriber's webhook.
///
/// The address is checked when the connection is opened, on what is really connected to, and again before a kept connection is used;
/// so a name that answers differently the second time (DNS rebinding) gains nothing. Every redirect is a new request under the same policy.
/// Refusals: ``TransferError/Code/unsupportedProtocol``, ``TransferError/Code/hostNotAllowed``, ``TransferError/Code/addressNotAllowed``,
/// ``TransferError/Code/tooManyRedirects``.
public struct TransferPolicy: Hashable, Sendable {
    /// What the URL may begin with.
    public var protocols: Set<TransferProtocol> = [.https]
    /// The hosts that may be asked, redirects included; nil allows every name, not every address.
    public var hosts: [HostPattern]?
    /// Networks that may be connected to although they are not public. Public addresses always may.
    public var allowedNetworks: [IPNetwork] = []
    /// How many redirects are followed, of GET and HEAD only; with 0 the redirect itself is the answer. To another origin
    /// go only headers that say what is wanted (`Accept…`, `Range`, `If-…`): no credentials, no signature.
    public var maximumRedirects = 0
    /// With a proxy it is the proxy that connects, so the check cannot be made here: requests are refused unless this says that the
    /// proxy makes it.
    public var proxyChecksAddresses = false

    /// Https to every public address, no redirects.
    public init() {}

    /// Whether an address may be connected to.
    public func allows(_ address: IPAddress) -> Bool {
        address.isPublic || allowedNetworks.contains { $0.contains(address) }
    }

    /// Refuses a URL that the policy does not allow, before anything is looked up.
    func check(_ url: ParsedURL) throws(TransferError) {
        guard let scheme = TransferProtocol(rawValue: url.scheme), protocols.contains(scheme) else {
            throw TransferError(.unsupportedProtocol, "\(url.scheme) is not allowed for \(url.host)")
        }
        guard !url.host.isEmpty else { throw TransferError(.malformedURL, "the URL has no host") }
        guard hosts?.contains(where: { $0.matches(url.host) }) ?? true else {
            throw TransferError(.hostNotAllowed, "\(url.host) is not among the allowed hosts")
        }
    }
}
