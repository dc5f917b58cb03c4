import Contracts
import Domain
import Testing

@testable import NotificationsService

struct MailDomainsTests {
    @Test(arguments: [
        ("kari@hamar.kommune.no", true), ("kari@HAMAR.Kommune.No", true), ("kari@post.hamar.kommune.no", false),
        ("kari@kommune.no", false), ("kari@xhamar.kommune.no", false), ("kari@hamar.kommune.no.evil.example", false),
        ("kari@a.stange.kommune.no", true), ("kari@a.b.stange.kommune.no", true), ("kari@stange.kommune.no", false),
        ("kari@evilstange.kommune.no", false), ("a@b@hamar.kommune.no", false), ("kari@hamar.kommune.no.", false), ("", false),
    ])
    func `a domain is compared whole, and those below it only where it begins with a dot`(address: String, isAllowed: Bool) throws {
        let domains = try #require(MailDomains("hamar.kommune.no, .stange.kommune.no"))
        #expect(domains.allows(address) == isAllowed)
    }

    @Test func `without a setting nobody is written to, and development writes only to what can be nobody's`() {
        #expect(!MailDomains.none.allows("kari@hamar.kommune.no") && MailDomains.none.isEmpty)
        for address in ["a@example.com", "a@x.test", "a@localhost", "a@b.example.org"] { #expect(MailDomains.reserved.allows(address)) }
        for address in ["a@hamar.kommune.no", "a@gmail.com", "a@notexample.com"] { #expect(!MailDomains.reserved.allows(address)) }
    }

    @Test(arguments: [
        "", ",", "a..b", ".", "a_b.no", "kari@hamar.no", "*.hamar.no", Array(repeating: "a.no", count: 101).joined(separator: ","),
    ])
    func `what is no list of domains is refused`(text: String) { #expect(MailDomains(text) == nil) }

    @Test func `an address outside is refused with its place, for a caseworker and for a partner`() throws {
        for partner in [nil, "byggsak"] as [String?] {
            let sealing = try #require(SealingKeys.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="))
            var settings = DeliverySettings(sealing: sealing, addresses: WebhookAddress(allowsHTTP: false, allowedNetworks: []))
            settings.mailDomains = try #require(MailDomains("hamar.kommune.no"))
            let body: JSONValue = [
                "navn": "Prøve", "filter": ["kommune": "970540008"], "levering": ["type": "epost", "adresse": "kari@gmail.com"],
            ]
            let refused = #expect(throws: Rejection.self) {
                try Abonnementsoenske.read(body, settings.targets(ofPartner: partner))
            }
            #expect(refused?.faults.map(\.pointer) == ["/levering/adresse"] && refused?.faults.map(\.code) == ["domain_not_allowed"])
            #expect(refused?.faults.first?.message.contains("hamar.kommune.no") == true)
        }
    }
}
