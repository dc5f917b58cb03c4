import Domain

/// Where somebody may have something sent to: what is asked before a subscription is made or changed.
struct DeliveryTargets: Sendable {
    /// What an address of a webhook must be like, whosever it is.
    let addresses: WebhookAddress
    /// The domains that e-mail may be sent to.
    let domains: MailDomains
    /// Of a partner: its name, and the hosts.
    let partner: (navn: String, hosts: PartnerHosts)?

    /// Everything that is wrong with a webhook's address.
    func webhookFaults(_ url: String, at pointer: String) -> [Fault] {
        let faults = addresses.faults(url, at: pointer)
        guard faults.isEmpty, let partner else { return faults }
        return partner.hosts.faults(url, of: partner.navn, at: pointer)
    }

    /// Everything that is wrong with an e-mail address.
    func mailFaults(_ address: String, at pointer: String) -> [Fault] {
        let faults = MailAddress.faults(address, at: pointer)
        guard faults.isEmpty, !domains.allows(address) else { return faults }
        return [
            Fault(pointer: pointer, code: "domain_not_allowed", message: "e-mail may not be sent to this domain; \(domains.shown)")
        ]
    }
}

extension DeliverySettings {
    /// Where somebody may have something sent to.
    func targets(ofPartner partner: String?) -> DeliveryTargets {
        DeliveryTargets(addresses: addresses, domains: mailDomains, partner: partner.map { ($0, hosts) })
    }
}
