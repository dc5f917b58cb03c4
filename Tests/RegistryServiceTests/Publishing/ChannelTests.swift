import CommitLog
import Contracts
import OutsideJudges
import ShardRuntime
import Testing

/// The channels as AsyncAPI describes them, and the topics as the runtime makes them.
struct ChannelTests {
    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `the topics that are made are the channels that are described, with the same settings`() async throws {
        let topics = Topics()
        var settings = ["registry", "documents", "retention", "notifications"].flatMap { topics.settings(of: $0) }
        settings += topics.settings(ofPartner: "{partner}")
        var made: [String: JSONValue] = [:]
        for topic in settings {
            var configuration: [String: JSONValue] = ["max.message.bytes": .int(Int64(TopicSettings.maximumRecordBytes))]
            switch topic.retention {
            case .compacted: configuration["cleanup.policy"] = ["compact"]
            case .forever: (configuration["cleanup.policy"], configuration["retention.ms"]) = (["delete"], -1)
            case .milliseconds(let time), .atLeast(let time):
                (configuration["cleanup.policy"], configuration["retention.ms"]) = (["delete"], .int(time))
            }
            made[topic.name] = ["partitions": .int(Int64(topic.partitions)), "topicConfiguration": .object(configuration)]
        }
        let channels = try #require(try await AsyncAPI.document()["channels"]?.members)
        var described: [String: JSONValue] = [:]
        for channel in channels.values {
            // What is sent to subscribers' own addresses has no topic.
            guard let address = channel["address"]?.text else { continue }
            let kafka = channel["bindings"]?["kafka"]
            described[address] = [
                "partitions": kafka?["partitions"] ?? .null, "topicConfiguration": kafka?["topicConfiguration"] ?? .null,
            ]
        }
        #expect(described == made)
    }
}
