import Observability
import Testing

@testable import ServiceKit

struct SettingTypeTests {
    @Test(arguments: [("local", "local"), ("kafka:b1:9092", "kafka"), ("kafka:b1:9092,[::1]:9093", "kafka")])
    func `a log is local or Kafka with its brokers`(text: String, kind: String) throws {
        let setting = try #require(LogSetting(text))
        #expect(setting.kind == kind)
        #expect(setting.description == text)
    }

    @Test(arguments: ["", "memory", "kafka", "kafka:", "kafka:host", "kafka:host:0", "kafka:host:70000", "kafka:a:1,,b:2", "kafka::9092"])
    func `anything else is no log`(text: String) {
        #expect(LogSetting(text) == nil)
    }

    @Test func `properties keep their order, their equals signs and their empty values`() throws {
        let text = "security.protocol=SASL_SSL; sasl.password=a=b==;\n# not this\nssl.ca.location=/etc/ca.pem\nempty="
        let pairs = try #require(SettingType.properties.parse(text))
        #expect(pairs.map(\.name) == ["security.protocol", "sasl.password", "ssl.ca.location", "empty"])
        #expect(pairs.map(\.value) == ["SASL_SSL", "a=b==", "/etc/ca.pem", ""])
        #expect(SettingType.properties.parse("no equals sign") == nil)
        #expect(SettingType.properties.parse("=value") == nil)
    }

    @Test func `addresses are literal, and localhost is the loopback address`() {
        #expect(SettingType.address.parse("localhost") == "127.0.0.1")
        #expect(SettingType.address.parse("0.0.0.0") == "0.0.0.0")
        #expect(SettingType.address.parse("::1") == "::1")
        #expect(SettingType.address.parse("example.org") == nil)
        #expect(SettingType.address.parse("127.0.0.256") == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("0.0.0.0", false), ("::", false),
        ("10.0.0.1", false), ("128.0.0.1", false), ("fe80::1", false), ("::ffff:10.0.0.1", false),
    ])
    func `loopback is what only this machine reaches`(text: String, isLoopback: Bool) throws {
        #expect(try #require(IPAddress(text)).isLoopback == isLoopback)
    }

    @Test(arguments: [
        ("http://localhost:7410", "http://localhost:7410"), ("https://arkiv.example.no/registry/", "https://arkiv.example.no/registry"),
        ("ftp://x", nil), ("http://", nil), ("http://a b", nil), ("localhost:7410", nil), ("http://x?y", nil),
    ])
    func `a URL is http or https and ends without a slash`(text: String, expected: String?) {
        #expect(SettingType<String>.url.parse(text) == expected)
    }

    @Test(arguments: [
        ("/srv/kopier/", SnapshotPlace.directory("/srv/kopier")), ("kopier", .directory("kopier")),
        ("s3://arkiv", .bucket("arkiv", prefix: "")), ("s3://arkiv/", .bucket("arkiv", prefix: "")),
        ("s3://arkiv/a/b/", .bucket("arkiv", prefix: "a/b/")), ("s3://", nil), ("s3:///a", nil), ("https://arkiv/a", nil),
        ("s3://a b", nil),
    ])
    func `snapshots are kept in a directory or in a bucket below a prefix`(text: String, expected: SnapshotPlace?) {
        #expect(SettingType<SnapshotPlace>.snapshotPlace.parse(text) == expected)
    }

    @Test func `choices, flags and prefixes take only what they name`() {
        #expect(SettingType<LogLevel>.choice.parse("warning") == .warning)
        #expect(SettingType<LogLevel>.choice.parse("WARNING") == nil)
        #expect(SettingType<LogLevel>.choice.accepts == "one of debug, info, warning, error")
        #expect(SettingType<Bool>.flag.parse("true") == true)
        #expect(SettingType<Bool>.flag.parse("yes") == nil)
        #expect(SettingType<String>.topicPrefix.parse("") == "")
        #expect(SettingType<String>.topicPrefix.parse("a b") == nil)
        #expect(SettingType<String>.topicPrefix.parse(String(repeating: "a", count: 101)) == nil)
        #expect(SettingType<String>.installation.parse("hamar-prod_1.A") == "hamar-prod_1.A")
        for wrong in ["", "hamar prod", "løten", String(repeating: "a", count: 65)] {
            #expect(SettingType<String>.installation.parse(wrong) == nil)
        }
    }
}
