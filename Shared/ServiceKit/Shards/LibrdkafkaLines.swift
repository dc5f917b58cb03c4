import Kafka
import Observability

/// librdkafka's own lines in the service's log: at the level that librdkafka gives them, and each not more often than tells something.
///
/// While a broker is away librdkafka says so at every attempt to reach it, from every client.
final class LibrdkafkaLines: Sendable {
    /// How much of a text tells lines apart, in characters.
    private static let limitKeyCharacters = 80

    private let logger: Logger
    private let limit: LineLimit

    init(_ logger: Logger, time: any TimeSource) { (self.logger, limit) = (logger, LineLimit(time: time)) }

    /// Takes one; called on librdkafka's threads.
    func write(_ line: KafkaLogConfiguration.LogLine) {
        logger.limited(
            Self.level(syslog: line.level), "librdkafka", by: limit, key: Self.key(line),
            ["facility": .name(line.facility), "text": .reason(line.text)])
    }

    /// Syslog has eight levels (RFC 5424), this log four.
    static func level(syslog level: Int) -> LogLevel {
        switch level {
        case ...3: .error
        case 4: .warning
        case 5, 6: .info
        default: .debug
        }
    }

    /// The same line with other figures (a port, how long it took, how often) is the same line.
    static func key(_ line: KafkaLogConfiguration.LogLine) -> String {
        line.facility + " " + String(line.text.filter { !$0.isNumber }.prefix(limitKeyCharacters))
    }
}
