import CommitLog
import Kafka
import Testing

@Suite struct ConfigurationTests {
    @Test(arguments: ["enable.idempotence", "acks", "auto.offset.reset", "isolation.level", "partition.assignment.strategy", "log_cb"])
    func `a property that correctness stands on cannot be set`(_ name: String) throws {
        var configuration = KafkaLogConfiguration.forTests("127.0.0.1:1")
        configuration.properties = [name: "none"]
        let error = try #require(throws: LogError.self) { try KafkaLog(configuration) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains(name))
    }

    @Test func `a property that librdkafka does not know is named`() throws {
        var configuration = KafkaLogConfiguration.forTests("127.0.0.1:1")
        configuration.properties = ["ssl.certificate.locatoin": "secret place"]
        let error = try #require(throws: LogError.self) { try KafkaLog(configuration) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains("ssl.certificate.locatoin"))
        #expect(!error.message.contains("secret place"))
    }

    @Test func `TLS and SASL settings are passed on`() async throws {
        var configuration = KafkaLogConfiguration.forTests("127.0.0.1:1")
        configuration.properties = [
            "security.protocol": "sasl_ssl", "sasl.mechanism": "SCRAM-SHA-512", "sasl.username": "registry", "sasl.password": "hush",
            "ssl.endpoint.identification.algorithm": "https",
        ]
        await (try KafkaLog(configuration)).close()
    }

    @Test func `without a cluster every question ends as unavailable`() async throws {
        var configuration = KafkaLogConfiguration.forTests("127.0.0.1:1")
        configuration.requestTimeout = .milliseconds(500)
        let log = try KafkaLog(configuration)
        let place = TopicPartition("nowhere", 0)
        let questions: [@Sendable () async throws -> Void] = [
            { try await log.ensure([TopicSettings(name: "nowhere", partitions: 1, retention: .forever)]) },
            { _ = try await log.topics(prefix: "") },
            { _ = try await log.append([NewRecord(key: nil, value: [1])], to: place) },
            { _ = try await log.read(place, from: 0) },
            { _ = try await log.end(of: place) },
            { _ = try await log.join(group: "g", sharing: "nowhere", as: "m") },
        ]
        for question in questions {
            let error = await #expect(throws: LogError.self) { try await question() }
            #expect(error?.code == .unavailable)
        }
        await log.close()
    }
}
