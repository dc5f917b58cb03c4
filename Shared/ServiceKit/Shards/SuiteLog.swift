import CommitLog
import Kafka

/// The log that the settings name, opened.
struct SuiteLog: Sendable {
    /// The log.
    let log: any Log
    /// Which log it is, as stores remember it.
    let identity: String

    /// Opens the local log in the data directory, or connects to Kafka.
    static func open(_ context: ServiceContext) async throws -> SuiteLog {
        switch context.settings.log {
        case .local:
            do {
                let log = try LocalLog(directory: context.settings.data.log)
                return SuiteLog(log: log, identity: log.identity)
            } catch let error as LogError {
                throw StartRefusal("log_unusable", error.message, exitCode: .inputOutput)
            }
        case .kafka(let bootstrap):
            var configuration = KafkaLogConfiguration(
                bootstrap: bootstrap, clientID: "\(context.settings.service.rawValue)-\(context.settings.instance)",
                properties: Dictionary(context.settings.kafkaProperties.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
            configuration.transactionalTopicPrefixes = context.settings.kafkaTransactionalTopics
            let logger = context.logger
            configuration.onLog = { line in
                logger.warning("librdkafka", ["facility": .name(line.facility), "text": .reason(line.text)])
            }
            do {
                let log = try KafkaLog(configuration)
                return SuiteLog(log: log, identity: "kafka:\(context.installation.id)")
            } catch let error as LogError {
                throw StartRefusal("log_unusable", error.message, exitCode: .configuration)
            }
        }
    }

    /// Creates and checks the topics; waits for a log that is not there yet.
    static func ensure(_ topics: [TopicSettings], in log: any Log, _ context: ServiceContext) async throws {
        let deadline = context.time.now().milliseconds + limitWaitMilliseconds
        while true {
            do {
                return try await log.ensure(topics)
            } catch let error as LogError where error.code == .topicMismatch {
                throw StartRefusal("topic_mismatch", error.message, exitCode: .configuration)
            } catch let error as LogError {
                guard context.time.now().milliseconds < deadline else {
                    throw StartRefusal("log_unavailable", error.message, exitCode: .unavailable)
                }
                context.logger.warning("the log is not there yet", ["reason": .reason(error)])
                try await context.time.sleep(for: .seconds(1))
            }
        }
    }

    /// Longest wait for the log at the start, milliseconds.
    static let limitWaitMilliseconds: Int64 = 60_000
}
