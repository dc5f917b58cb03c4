import Domain
import Testing
import Transfer

@testable import NotificationsService

struct WebhookAddressTests {
    private let strict = WebhookAddress(allowsHTTP: false, allowedNetworks: [])

    private func codes(_ text: String) -> [String] { strict.faults(text, at: "/levering/url").map(\.code) }

    @Test func `an ordinary https address has no fault`() {
        for text in [
            "https://example.no/varsel", "https://example.no", "https://example.no:8443/a?b=c", "https://[2606:4700::1]/x",
            "https://1.1.1.1/",
        ] {
            #expect(codes(text).isEmpty, "\(text)")
        }
    }

    @Test func `http, user names, fragments, wrong ports and missing hosts are each named`() {
        #expect(codes("http://example.no/") == ["scheme_not_allowed"])
        #expect(codes("ftp://example.no/") == ["scheme_not_allowed"])
        #expect(codes("https://kari:hemmelig@example.no/#del").count == 2)
        #expect(codes("https:///sti") == ["invalid_value"])
        #expect(codes("https://example.no:0/").count == 1)
        #expect(codes("https://example.no:99999/").count == 1)
        #expect(codes("https://example.no:abc/").count == 1)
        #expect(!codes("example.no").isEmpty)
        #expect(!codes("https://exa mple.no/").isEmpty)
        #expect(!codes("https://example.no/\r\nX: y").isEmpty)
        #expect(codes("http://kari@127.0.0.1:0/#x").count == 5)
        #expect(!codes("https://example.no/" + String(repeating: "a", count: 3_000)).isEmpty)
    }

    @Test func `private, link-local and mapped addresses are refused unless the installation allows their network`() throws {
        for host in ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "[::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
            #expect(codes("https://\(host)/") == ["address_not_allowed"], "\(host)")
        }
        let network = try #require(IPNetwork("10.1.0.0/16"))
        let local = WebhookAddress(allowsHTTP: false, allowedNetworks: [network])
        #expect(local.faults("https://10.1.2.3/", at: "").isEmpty)
        #expect(!local.faults("https://10.2.2.3/", at: "").isEmpty)
    }

    @Test func `several subscriptions to one host and port are one target`() {
        #expect(WebhookAddress.target(of: "https://EXAMPLE.no/a") == WebhookAddress.target(of: "https://example.no:443/b"))
        #expect(WebhookAddress.target(of: "https://example.no:8443/a") != WebhookAddress.target(of: "https://example.no/a"))
    }

    @Test func `Retry-After is read as seconds and in the three forms of dates`() throws {
        let now = try #require(Tidspunkt("2026-11-22T12:00:00Z"))
        #expect(RetryAfter.moment("120", now: now) == Tidspunkt("2026-11-22T12:02:00Z"))
        #expect(RetryAfter.moment("Sun, 22 Nov 2026 12:30:00 GMT", now: now) == Tidspunkt("2026-11-22T12:30:00Z"))
        #expect(RetryAfter.moment("Sunday, 22-Nov-26 12:30:00 GMT", now: now) == Tidspunkt("2026-11-22T12:30:00Z"))
        #expect(RetryAfter.moment("Sun Nov 22 12:30:00 2026", now: now) == Tidspunkt("2026-11-22T12:30:00Z"))
        #expect(RetryAfter.moment("99999999999999999999999", now: now) != nil)
        for text in ["", "-1", "soon", "Sun, 32 Nov 2026 12:30:00 GMT", "1.5"] {
            #expect(RetryAfter.moment(text, now: now) == nil, "\(text)")
        }
    }
}
