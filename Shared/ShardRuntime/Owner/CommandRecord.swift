import CommitLog
import Crypto
import Domain

/// A command as a record of `<service>.commands`: keyed by municipality, its type and the asker's id in headers, its payload as JSON.
public enum CommandRecord {
    /// Header: the command's type.
    public static let type = "type"
    /// Header: CloudEvents source of what it came from.
    public static let source = "source"
    /// Header: CloudEvents id of what it came from.
    public static let id = "id"
    /// Header: SHA-256 (hex) of what it came from.
    public static let digest = "digest"
    /// Header: W3C traceparent.
    public static let traceparent = "traceparent"

    /// The record for a command.
    public static func make(
        kommune: Organisasjonsnummer, type commandType: String, payload: [UInt8], source askerSource: String, id askerID: String,
        digest askerDigest: String, traceparent trace: String?
    ) -> NewRecord {
        var headers = [
            RecordHeader(type, commandType), RecordHeader(source, askerSource), RecordHeader(id, askerID),
            RecordHeader(digest, askerDigest),
        ]
        if let trace { headers.append(RecordHeader(traceparent, trace)) }
        return NewRecord(key: Array(kommune.rawValue.utf8), value: payload, headers: headers)
    }

    /// What a command that is set aside must remember, to be handed in again.
    public static func remembered(_ input: ShardInput) -> [String: String] {
        var headers: [String: String] = [:]
        if case .command(let commandType, _) = input.content { headers[type] = commandType }
        headers[source] = input.cause.source
        headers[id] = input.cause.id
        headers[digest] = input.cause.digest
        headers[traceparent] = input.traceparent
        return headers
    }

    /// The input that a record asks for; nil when it is not a command.
    static func input(_ record: LogRecord) -> ShardInput? {
        guard let key = record.key, let text = String(validating: key, as: UTF8.self), let kommune = Organisasjonsnummer(text),
            let commandType = record.header(type), let payload = record.value
        else { return nil }
        return ShardInput(
            kommune: kommune,
            cause: Cause(
                topic: record.place.topic, partition: record.place.partition, offset: record.offset, source: record.header(source),
                id: record.header(id), digest: record.header(digest)),
            content: .command(type: commandType, payload: payload), traceparent: record.header(traceparent),
            received: record.timestamp)
    }
}
