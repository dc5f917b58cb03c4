import CommitLog
import Domain
import ServiceKit
import ShardRuntime

/// Hands a quarantined message in again: a partner's message on the topic of what it posted (its own is the partner's), marked with how often that was done; a command that could not
/// be carried out on the command topic.
struct Resubmission: Sendable {
    private let service: ShardService<RegistryModel>

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    func resubmit(_ message: QuarantinedMessage, times: Int) async throws {
        if message.topic == service.topics.commands(RegistryModel.serviceName) { return try await resubmitCommand(message, times: times) }
        guard service.context.partners[message.partner] != nil else {
            throw ProblemDetails.conflict("it came from «\(message.partner)», who is no partner of this installation")
        }
        var headers = message.headers.map { RecordHeader($0.key, $0.value) }
        headers.append(RecordHeader(IntakeExaminer.resubmission, "\(times)"))
        let key = message.kommune.map { Array($0.utf8) }
        let partition = message.kommune.map { service.topics.partition(of: $0) } ?? 0
        _ = try await service.log.append(
            [NewRecord(key: key, value: Array(message.raw), headers: headers)],
            to: TopicPartition(service.topics.posted(message.partner), partition))
    }

    /// A command for a shard that was stopped was never answered and keeps its id. One that failed in the archive was answered with a
    /// serverfeil: its second try is another request, or the old answer would be given again.
    private func resubmitCommand(_ message: QuarantinedMessage, times: Int) async throws {
        guard let kommune = message.kommune.flatMap({ Organisasjonsnummer($0) }), let type = message.headers[CommandRecord.type],
            let source = message.headers[CommandRecord.source], let id = message.headers[CommandRecord.id]
        else { throw ProblemDetails.conflict("the record was no command: it names no municipality, type, source or id") }
        let wasAnswered = message.reasons.contains { $0.code == "internal_error" }
        let record = CommandRecord.make(
            kommune: kommune, type: type, payload: Array(message.raw), source: source, id: wasAnswered ? "\(id)~\(times)" : id,
            digest: message.headers[CommandRecord.digest] ?? "", traceparent: message.headers[CommandRecord.traceparent])
        let place = TopicPartition(service.topics.commands(RegistryModel.serviceName), service.topics.partition(of: kommune.rawValue))
        _ = try await service.log.append([record], to: place)
    }
}
