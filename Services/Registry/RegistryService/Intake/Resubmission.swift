import CommitLog
import ServiceKit
import ShardRuntime

/// Hands a quarantined message in again: the same bytes on the partner's inbound topic, marked with how often that was done.
struct Resubmission: Sendable {
    private let service: ShardService<RegistryModel>

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    func resubmit(_ message: QuarantinedMessage, times: Int) async throws {
        guard service.context.partners[message.partner] != nil else {
            throw ProblemDetails.conflict("it came from «\(message.partner)», who is no partner of this installation")
        }
        var headers = message.headers.map { RecordHeader($0.key, $0.value) }
        headers.append(RecordHeader(IntakeExaminer.resubmission, "\(times)"))
        let key = message.kommune.map { Array($0.utf8) }
        let partition = message.kommune.map { service.topics.partition(of: $0) } ?? message.partition ?? 0
        _ = try await service.log.append(
            [NewRecord(key: key, value: Array(message.raw), headers: headers)],
            to: TopicPartition(service.topics.inbound(message.partner), partition))
    }
}
