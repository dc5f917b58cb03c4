import HTTPServer
import Synchronization
import Testing

@testable import Transfer

struct GuardTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.19.0.1",
        "203.0.113.9", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1",
        "ff02::1",
    ])
    func `an address that is not everybody's is not public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "193.0.0.1", "2a00:1450::1", "2606:4700::1111", "2001:4860:4860::8888",
    ])
    func `an address on the internet is public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test func `a network contains what begins with its bits, and nothing of the other version`() throws {
        let network = try #require(IPNetwork("10.20.0.0/15"))
        let inside = ["10.20.0.0", "10.21.255.255"].compactMap(IPAddress.init)
        let outside = ["10.22.0.0", "10.19.255.255", "::ffff:10.20.0.1", "::"].compactMap(IPAddress.init)
        #expect(inside.count == 2 && inside.allSatisfy(network.contains))
        #expect(outside.count == 4 && !outside.contains(where: network.contains))
        #expect(IPNetwork("0.0.0.0/0")?.contains(inside[0]) == true)
        #expect(IPNetwork("::1")?.description == "::1/128")
        for text in ["10.20.0.1/15", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/8/8", "", "::1/129"] {
            #expect(IPNetwork(text) == nil)
        }
    }

    @Test func `a host is named whole or by the domain above it`() throws {
        let one = try #require(HostPattern("Filer.Example.no"))
        let domain = try #require(HostPattern("*.example.no"))
        #expect(one.matches("filer.example.NO.") && !one.matches("a.filer.example.no") && !one.matches("filer.example.no.evil.test"))
        #expect(domain.matches("filer.example.no") && domain.matches("a.b.example.no"))
        #expect(!domain.matches("example.no") && !domain.matches("evilexample.no") && !domain.matches(".example.no"))
        for text in ["", "*", "*.", "a.*.no", "a/b"] { #expect(HostPattern(text) == nil) }
    }

    private func refusal(_ url: String, _ policy: TransferPolicy, _ configuration: HTTPClientConfiguration = .init()) async
        -> TransferError?
    {
        let client = HTTPClient(configuration: configuration)
        var request = HTTPClientRequest(url: url)
        request.policy = policy
        let error = await client.failure(request)
        await client.shutdown()
        return error
    }

    @Test(arguments: [
        "http://127.0.0.1:1/", "http://127.1:1/", "http://0x7f000001:1/", "http://2130706433:1/", "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/", "http://0.0.0.0:1/", "http://localhost:1/", "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]:1/", "http://[64:ff9b::7f00:1]/",
    ])
    func `an address of our own is refused however it is written`(url: String) async {
        var policy = TransferPolicy()
        policy.protocols = [.http]
        let error = await refusal(url, policy)
        #expect(error?.code == .addressNotAllowed)
        #expect(error?.wasNeverSent == true)
    }

    @Test func `a name that stands for a private address is refused, and the error names the address`() async {
        var configuration = HTTPClientConfiguration()
        configuration.fixedAddresses = ["filer.example.no:80": ["10.11.12.13"]]
        var policy = TransferPolicy()
        policy.protocols = [.http]
        policy.hosts = [HostPattern("*.example.no")].compactMap(\.self)
        let error = await refusal("http://filer.example.no/", policy, configuration)
        #expect(error?.code == .addressNotAllowed)
        #expect(error?.message.contains("10.11.12.13") == true)
    }

    @Test func `a protocol or a host that is not named is refused before anything is looked up`() async {
        var policy = TransferPolicy()
        policy.hosts = [HostPattern("filer.example.no")].compactMap(\.self)
        #expect(await refusal("http://filer.example.no/", policy)?.code == .unsupportedProtocol)
        #expect(await refusal("https://andre.example.no/", policy)?.code == .hostNotAllowed)
        #expect(await refusal("https://filer.example.no@andre.example.no/", policy)?.code == .hostNotAllowed)
        #expect(await refusal("https://filer.example.no.andre.test/", policy)?.code == .hostNotAllowed)
        #expect(await refusal("file:///etc/passwd", policy)?.code == .unsupportedProtocol)
    }

    @Test func `a kept connection to a private address is not used under a policy`() async throws {
        var router = Router()
        router.on(.get, "/") { _ in .text("ok") }
        try await withServer(router) { client, url in
            #expect(await client.status(HTTPClientRequest(url: url + "/")) == 200)
            var request = HTTPClientRequest(url: url + "/")
            var policy = TransferPolicy()
            policy.protocols = [.http]
            request.policy = policy
            #expect(await client.failure(request)?.code == .addressNotAllowed)
            policy.allowedNetworks = IPNetwork.loopback
            request.policy = policy
            #expect(await client.status(request) == 200)
        }
    }

    @Test func `a socket in the file system is no address that a policy allows`() async throws {
        let client = HTTPClient()
        var request = HTTPClientRequest(url: "http://example.no/")
        var policy = TransferPolicy()
        (policy.protocols, policy.allowedNetworks) = ([.http], IPNetwork.loopback)
        (request.policy, request.unixSocketPath) = (policy, "/run/noe.sock")
        #expect(await client.failure(request)?.code == .addressNotAllowed)
        await client.shutdown()
    }

    @Test func `through a proxy a policy refuses, unless it leaves the check to it`() async {
        var configuration = HTTPClientConfiguration()
        configuration.proxy = "http://127.0.0.1:1"
        var policy = TransferPolicy()
        #expect(await refusal("https://filer.example.no/", policy, configuration)?.code == .addressNotAllowed)
        policy.proxyChecksAddresses = true
        #expect(await refusal("https://filer.example.no/", policy, configuration)?.code == .connectionFailed)
    }
}
