import Observability
import Testing

@testable import ServiceKit

struct ConfigurationTests {
    private let size = ConfigurationKey("SAKARKIV_REGISTRY_BATCH_COUNT", .integer(1...100), default: "10", unit: "commands", "batch")
    private let password = ConfigurationKey("SAKARKIV_REGISTRY_PASSWORD", .optional(.text), secret: true, "a secret")
    private let wait = ConfigurationKey("SAKARKIV_REGISTRY_WAIT_MS", .milliseconds(0...1_000), default: "5", unit: "ms", "waiting")

    private var table: ConfigurationTable {
        ConfigurationTable(service: .registry, keys: [size.listed, password.listed, wait.listed])
    }

    @Test func `defaults stand where nothing is given, and an empty variable is nothing`() throws {
        let (configuration, findings) = table.read(["SAKARKIV_REGISTRY_BATCH_COUNT": "", "PATH": "/bin"])
        let values = try #require(configuration)
        #expect(findings.isEmpty)
        #expect(values[size] == 10)
        #expect(values[password] == nil)
        #expect(values[wait] == .milliseconds(5))
        #expect(values.origin(of: size) == .standard)
    }

    @Test func `the environment decides`() throws {
        let (configuration, _) = table.read(["SAKARKIV_REGISTRY_BATCH_COUNT": "7", "SAKARKIV_REGISTRY_PASSWORD": "s3cret"])
        let values = try #require(configuration)
        #expect(values[size] == 7)
        #expect(values[password] == "s3cret")
        #expect(values.origin(of: size) == .environment)
    }

    @Test func `every fault is told at once`() {
        let (configuration, findings) = table.read([
            "SAKARKIV_REGISTRY_BATCH_COUNT": "0", "SAKARKIV_REGISTRY_WAIT_MS": "soon", "SAKARKIV_REGISTRY_WAIT_MZ": "1",
        ])
        #expect(configuration == nil)
        #expect(
            findings.map(\.description) == [
                "fault: SAKARKIV_REGISTRY_WAIT_MZ: no such key; the nearest is SAKARKIV_REGISTRY_WAIT_MS",
                "fault: SAKARKIV_REGISTRY_BATCH_COUNT: «0» is not accepted; it must be a whole number from 1 to 100",
                "fault: SAKARKIV_REGISTRY_WAIT_MS: «soon» is not accepted; it must be a whole number of milliseconds from 0 to 1000",
            ])
    }

    @Test func `an unknown key that resembles nothing is a warning, so that an upgrade can be taken back`() {
        let (configuration, findings) = table.read(["SAKARKIV_SOMETHING_NEW": "1"])
        #expect(configuration != nil)
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings.map(\.key) == ["SAKARKIV_SOMETHING_NEW"])
    }

    @Test func `another service's keys are its own business`() {
        let (_, findings) = table.read(["SAKARKIV_DOCUMENTS_PORT": "1", "SAKARKIV_RETENTION_ANYTHING": "2"])
        #expect(findings.isEmpty)
    }

    @Test func `a secret may lie in a file, without its last line break`() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("password", "from the file\n")
        let (configuration, findings) = table.read(["SAKARKIV_REGISTRY_PASSWORD_FILE": path])
        let values = try #require(configuration)
        #expect(findings.isEmpty)
        #expect(values[password] == "from the file")
        #expect(values.origin(of: password) == .file)
    }

    @Test func `a secret in a file that others can read is a fault of its own kind`() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("password", "from the file\n", mode: 0o644)
        let (configuration, findings) = table.read(["SAKARKIV_REGISTRY_PASSWORD_FILE": path])
        #expect(configuration == nil)
        #expect(findings.map(\.exitCode) == [.noPermission])
        #expect(findings.first?.message.contains("can be read by others") == true)
    }

    @Test func `a secret given twice or in a file that is not there is a fault`() {
        let both = table.read(["SAKARKIV_REGISTRY_PASSWORD": "a", "SAKARKIV_REGISTRY_PASSWORD_FILE": "/nowhere"])
        #expect(both.findings.map(\.message) == ["given twice: also as SAKARKIV_REGISTRY_PASSWORD_FILE"])
        let missing = table.read(["SAKARKIV_REGISTRY_PASSWORD_FILE": "/nowhere/at/all"])
        #expect(missing.configuration == nil)
        #expect(missing.findings.map(\.key) == ["SAKARKIV_REGISTRY_PASSWORD_FILE"])
    }

    @Test func `a fault never quotes a secret`() {
        let secret = ConfigurationKey("SAKARKIV_PIN", .integer(0...9), default: "0", secret: true, "pin")
        let (_, findings) = ConfigurationTable(service: .registry, keys: [secret.listed]).read(["SAKARKIV_PIN": "4711x"])
        #expect(findings.count == 1)
        #expect(!findings.map(\.description).joined().contains("4711x"))
    }

    @Test func `the table shows effective values and masks secrets`() throws {
        let (configuration, _) = table.read(["SAKARKIV_REGISTRY_BATCH_COUNT": "7", "SAKARKIV_REGISTRY_PASSWORD": "s3cret"])
        let text = ConfigurationReport(table: table).values(try #require(configuration))
        let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.count == 4)
        #expect(rows[1].prefix(5) == ["SAKARKIV_REGISTRY_BATCH_COUNT", "7", "environment", "10", "commands"])
        #expect(rows[2].prefix(3) == ["SAKARKIV_REGISTRY_PASSWORD", "********", "environment"])
        #expect(rows[3].prefix(5) == ["SAKARKIV_REGISTRY_WAIT_MS", "5", "default", "5", "ms"])
        #expect(!text.contains("s3cret"))
    }

    @Test func `a table with a default that its own type refuses ends the process`() async {
        await #expect(processExitsWith: .failure) {
            let key = ConfigurationKey("SAKARKIV_X", .integer(1...2), default: "3", "x")
            _ = ConfigurationTable(service: .registry, keys: [key.listed])
        }
    }

    @Test(arguments: [
        ("SAKARKIV_DATA", "SAKARKIV_DATA", 0), ("SAKARKIV_DATE", "SAKARKIV_DATA", 1), ("SAKARKIV_DTAA", "SAKARKIV_DATA", 1),
        ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3),
    ])
    func `words are compared by the letters that differ`(left: String, right: String, distance: Int) {
        #expect(EditDistance.between(left, right) == distance)
    }
}
