import CommitLog
import Contracts
import Crypto
import Domain

/// What a service would commit for one municipality, made by a test instead: chained, in the service's own form.
public struct SimulatedCommits: Sendable {
    private let service: String
    private let kommune: Organisasjonsnummer
    private var previous = CommitHeader.noPrevious
    private var sequence: UInt64 = 0

    /// The commits of that service for that municipality.
    public init(of service: String, for kommune: Organisasjonsnummer) { (self.service, self.kommune) = (service, kommune) }

    /// The records of the next commits, one for each list of events. The first ones come after a claim; where another municipality of the
    /// partition has made it already, every reader ignores it.
    public mutating func records(
        _ commits: some Sequence<[any DomainEvent]>, at time: Tidspunkt, traceparent: String? = nil
    ) throws -> [NewRecord] {
        var records: [NewRecord] = []
        if sequence == 0 { records.append(try Claim(service: service, epoch: 1, instance: "test", time: time).record()) }
        for events in commits {
            let content: [JSONValue] = try events.map { ["type": .string($0.eventType), "data": try JSONValue(encoding: $0)] }
            let body = JSONValue.object(["events": .array(content)]).encoded()
            let header = CommitHeader(
                service: service, kommune: kommune, epoch: 1, sequence: sequence, previous: previous, cause: Cause(), time: time,
                body: SHA256.hex(body), traceparent: traceparent)
            let commit = try Commit(header: header, body: body)
            records.append(commit.record())
            (previous, sequence) = (commit.hash, sequence + 1)
        }
        return records
    }
}
