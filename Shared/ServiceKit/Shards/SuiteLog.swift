import CommitLog
import Kafka
import ShardRuntime

/// The log that the settings name, opened.
struct SuiteLog: Sendable {
    /// The log.
    let log: any Log
    /// Which log it is, as stores remember it.
    let identity: String
    /// What stores may call it from the time before the operator gave the installation another name.
    var formerIdentities: [String] = []

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
            let lines = LibrdkafkaLines(context.logger, time: context.time)
            configuration.onLog = { lines.write($0) }
            do {
                let log = try KafkaLog(configuration)
                let installation = context.installation
                return SuiteLog(
                    log: log, identity: "kafka:\(installation.id)", formerIdentities: installation.formerly.map { "kafka:\($0)" })
            } catch let error as LogError {
                throw StartRefusal("log_unusable", error.message, exitCode: .configuration)
            }
        }
    }

    /// Creates and checks the topics; waits for a log that is not there yet. On Kafka, which several machines share, the topics must be this
    /// installation's own: that is settled before there is any other topic or record of ours.
    static func ensure(
        _ topics: [TopicSettings], in log: any Log, owners: OwnerDirectory, shared: [TopicSettings], _ preparation: LogPreparation,
        _ context: ServiceContext
    ) async throws {
        if case .kafka = context.settings.log {
            try await patiently(preparation, context) { try await log.ensure(shared) }
            try await settle(owners, preparation, context)
        }
        try await patiently(preparation, context) { try await log.ensure(topics) }
    }

    private static func settle(_ owners: OwnerDirectory, _ preparation: LogPreparation, _ context: ServiceContext) async throws {
        let installation = context.installation
        let settled = try await patiently(preparation, context) {
            try await owners.settle(installation: installation.id, formerly: installation.formerly, at: context.time.now())
        }
        guard settled == installation.id else {
            let (prefix, data) = (context.settings.topicPrefix, context.settings.data.path)
            throw StartRefusal(
                "installation_differs",
                "the topics with the prefix «\(prefix)» belong to the installation \(settled), the data directory \(data) to "
                    + "\(installation.id). If this machine belongs to \(settled), set SAKARKIV_INSTALLATION=\(settled); "
                    + "else use another SAKARKIV_TOPIC_PREFIX",
                exitCode: .configuration)
        }
    }

    /// Does something as often as it takes until the log answers.
    ///
    /// - Throws: `StartRefusal` for topics that are not as they must be.
    static func patiently<Result>(
        _ preparation: LogPreparation, _ context: ServiceContext, _ body: () async throws -> Result
    ) async throws -> Result {
        while true {
            do {
                return try await body()
            } catch let error as LogError where error.code == .topicMismatch {
                throw StartRefusal("topic_mismatch", error.message, exitCode: .configuration)
            } catch let error as LogError {
                preparation.waits(because: error)
                try await context.time.sleep(for: .seconds(1))
            }
        }
    }
}
