import Crypto
import Domain
import Observability
import Testing
import Transfer

@testable import NotificationsService

struct WebhookSenderTests {
    private func send(
        to url: String, allowing networks: [IPNetwork], allowsHTTP: Bool = true, hosts: [HostPattern]? = nil
    ) async throws -> Leveringssvar {
        let sealing = try #require(SealingKeys.parse(Base64.encode([UInt8](repeating: 1, count: 32))))
        var settings = DeliverySettings(
            sealing: sealing, addresses: WebhookAddress(allowsHTTP: allowsHTTP, allowedNetworks: networks))
        settings.timeout = .seconds(30)
        let client = HTTPClient(configuration: settings.clientConfiguration)
        let sender = WebhookSender(client: client, settings: settings, time: SystemClock())
        let keys = try #require(WebhookKeys(bytes: [UInt8](repeating: 2, count: 64)))
        let answer = await sender.send(.init(url: url, id: "1", body: Array("{}".utf8), keys: [keys], hosts: hosts, traceparent: nil))
        await client.shutdown()
        return answer
    }

    @Test func `a private address is refused where it is connected to, also behind a name, and the target sees nothing`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        #expect(try await send(to: target.url, allowing: []).feil == "address_not_allowed")
        let named = target.url.replacing("127.0.0.1", with: "localhost")
        #expect(try await send(to: named, allowing: []).feil == "address_not_allowed")
        #expect(try await send(to: target.url, allowing: [], allowsHTTP: false).feil == "unsupported_protocol")
        #expect(target.all.isEmpty)
        #expect(try await send(to: target.url, allowing: IPNetwork.loopback) == Leveringssvar(status: 204))
        #expect(target.all.count == 1)
        await target.stop()
    }

    @Test func `a host that is not granted is not asked`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        let granted = try #require(HostPattern("varsel.example.no"))
        #expect(try await send(to: target.url, allowing: IPNetwork.loopback, hosts: [granted]).feil == "host_not_allowed")
        #expect(try await send(to: target.url, allowing: IPNetwork.loopback, hosts: []).feil == "host_not_allowed")
        #expect(target.all.isEmpty)
        await target.stop()
    }

    @Test func `a large answer changes nothing: the status counts`() async throws {
        let target = try WebhookTarget(body: [UInt8](repeating: 120, count: 4 << 20))
        #expect(try await send(to: target.url, allowing: IPNetwork.loopback) == Leveringssvar(status: 200))
        await target.stop()
    }
}
