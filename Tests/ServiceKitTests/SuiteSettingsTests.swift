import Testing

@testable import ServiceKit

struct SuiteSettingsTests {
    private func settings(_ service: ServiceName, _ environment: [String: String]) throws -> SuiteSettings {
        let table = ConfigurationTable(service: service, keys: SuiteKeys(service).listed)
        let (configuration, findings) = table.read(environment)
        return try SuiteSettings(service, try #require(configuration, "\(findings)"))
    }

    @Test(arguments: [(ServiceName.registry, 7410), (.documents, 7420), (.retention, 7430), (.notifications, 7440)])
    func `each service has its port, and further instances count upwards`(service: ServiceName, port: Int) throws {
        let first = try settings(service, [:])
        #expect(first.port == port)
        #expect(first.url(boundPort: port) == "http://127.0.0.1:\(port)")
        #expect(try settings(service, ["SAKARKIV_INSTANCE": "3"]).port == port + 2)
    }

    @Test func `a configured port is taken as it is, whatever the instance`() throws {
        #expect(try settings(.registry, ["SAKARKIV_REGISTRY_PORT": "9000", "SAKARKIV_INSTANCE": "3"]).port == 9_000)
    }

    @Test func `the data directory has a place for each instance`() throws {
        let first = try settings(.registry, ["SAKARKIV_DATA": "/srv/arkiv//"])
        #expect(first.data.path == "/srv/arkiv")
        #expect(first.stores == "/srv/arkiv/registry")
        #expect(first.data.processFile(of: .registry, instance: 1) == "/srv/arkiv/run/registry-1.pid")
        #expect(try settings(.registry, ["SAKARKIV_DATA": "/srv/arkiv", "SAKARKIV_INSTANCE": "2"]).stores == "/srv/arkiv/registry-2")
        #expect(DataDirectory("/").path == "/")
    }

    @Test func `an address that nobody can connect to needs a URL`() throws {
        #expect(throws: StartRefusal.self) { try settings(.registry, ["SAKARKIV_REGISTRY_ADDRESS": "0.0.0.0"]) }
        let told = try settings(
            .registry, ["SAKARKIV_REGISTRY_ADDRESS": "::", "SAKARKIV_REGISTRY_URL": "http://registry-1.internal:7410/"])
        #expect(told.url(boundPort: 1) == "http://registry-1.internal:7410")
        #expect(!told.isLoopback)
    }

    @Test func `an IPv6 address stands in brackets in the URL`() throws {
        let settings = try settings(.registry, ["SAKARKIV_REGISTRY_ADDRESS": "::1"])
        #expect(settings.url(boundPort: 7_410) == "http://[::1]:7410")
        #expect(settings.isLoopback)
    }

    @Test func `the properties for Kafka are secret`() throws {
        let table = ConfigurationTable(service: .registry, keys: SuiteKeys(.registry).listed)
        let (configuration, _) = table.read(["SAKARKIV_KAFKA_PROPERTIES": "sasl.password=hunter2"])
        let values = try #require(configuration)
        #expect(!ConfigurationReport(table: table).values(values).contains("hunter2"))
        #expect(try SuiteSettings(.registry, values).kafkaProperties.map(\.value) == ["hunter2"])
    }

    /// An installation that named its partners' topics here goes on as it is: all of them are read so now.
    @Test func `the key that named topics written in transactions is no fault, and has no effect`() {
        let table = ConfigurationTable(service: .registry, keys: SuiteKeys(.registry).listed)
        let (configuration, findings) = table.read(["SAKARKIV_KAFKA_TRANSACTIONAL_TOPICS": "sakarkiv.inbound."])
        #expect(configuration != nil)
        #expect(findings.map(\.severity) == [.warning] && findings.map(\.key) == ["SAKARKIV_KAFKA_TRANSACTIONAL_TOPICS"])
    }
}
