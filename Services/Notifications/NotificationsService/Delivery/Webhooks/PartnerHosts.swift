import Domain
import ServiceKit
import Transfer

/// Which hosts partners' webhooks may go to: what a municipality's archive tells would otherwise go wherever a partner's token says.
struct PartnerHosts: Sendable {
    private let partners: PartnerRegistry
    /// In development, which is on loopback only, a partner without a list may use any host.
    private let isDevelopment: Bool

    init(_ partners: PartnerRegistry, isDevelopment: Bool) { (self.partners, self.isDevelopment) = (partners, isDevelopment) }

    /// The hosts of a partner; nil: any.
    func hosts(of partner: String) -> [HostPattern]? { partners[partner]?.webhookverter ?? (isDevelopment ? nil : []) }

    /// Whether a partner's webhooks may go to an address.
    func allows(_ url: String, of partner: String) -> Bool {
        guard let hosts = hosts(of: partner) else { return true }
        guard let host = WebhookAddressParts(url)?.host else { return false }
        // An IPv6 address is written in a list as in a URL.
        let shown = host.contains(":") ? "[\(host)]" : host
        return hosts.contains { $0.matches(shown) }
    }

    /// What is wrong with an address as a webhook's of that partner; empty when nothing is.
    func faults(_ url: String, of partner: String, at pointer: String) -> [Fault] {
        guard !allows(url, of: partner) else { return [] }
        let hosts = hosts(of: partner) ?? []
        let allowed =
            hosts.isEmpty
            ? "the operator names none (webhookverter in the file of partners)"
            : "allowed are \(hosts.map(\.description).joined(separator: ", "))"
        return [Fault(pointer: pointer, code: "host_not_allowed", message: "webhooks of \(partner) may not go to this host; \(allowed)")]
    }
}
