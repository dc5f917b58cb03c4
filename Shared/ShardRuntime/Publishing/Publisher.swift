import CommitLog
import Contracts
import Domain
import Observability

/// Tells the outside what is in the commit log: receipts, public events, municipalities.
///
/// A reader of the commit log like any other, with its own durable position that moves only when everything before it is delivered: at least once,
/// in order, with ids that are the same every time.
struct Publisher<Model: ShardModel>: Sendable {
    let model: Model
    let partition: Int32
    let environment: OwnerEnvironment
    let status: OwnerStatus
    let recent: RecentBodies

    private var name: String { ReaderName.publisher(model.service, partition) }

    /// Publishes until cancelled or until something fails; the next owner goes on from the noted position.
    func run() async throws {
        let commits = TopicPartition(environment.topics.commits(model.service), partition)
        let noted = try await environment.owners.position(of: name)
        let followed = try await FollowedLog(
            commits, of: model.service, by: name, from: noted?.position ?? 0, mark: noted?.mark, in: environment)
        if !followed.isOfThisLog { tellAgain(noted?.position ?? 0, followed.from) }
        let reader = try await environment.log.read(commits, from: followed.start)
        do {
            var lastNote = environment.time.now().milliseconds
            var (position, answered, unnoted) = (followed.from, noted?.answered ?? 0, false)
            while true {
                let records = try await reader.next(
                    limit: environment.limits.publishRecords, timeout: .milliseconds(environment.limits.publisherNoteMilliseconds))
                if let last = records.last {
                    let accepted = try await followed.accepted(records).map(\.commit)
                    try await deliver(accepted)
                    try environment.observer(.published, partition)
                    await followed.noteCheckpoint()
                    if last.offset >= followed.from {
                        position = last.offset + 1
                        answered = accepted.map(\.header.cause).last(where: isCommand)?.offset.map { $0 + 1 } ?? answered
                        status.published(position)
                        unnoted = true
                    }
                }
                let now = environment.time.now().milliseconds
                guard unnoted, records.isEmpty || now - lastNote >= environment.limits.publisherNoteMilliseconds else { continue }
                var note = PositionNote(position: position, epoch: followed.epoch)
                (note.mark, note.answered) = (followed.mark, answered)
                try await environment.owners.note(note, of: name)
                (lastNote, unnoted) = (now, false)
                try environment.observer(.noted, partition)
            }
        } catch {
            await reader.close()
            throw error
        }
    }

    /// The log has another history than was published: what it has now is published from where both were the same.
    private func tellAgain(_ published: Offset, _ from: Offset) {
        let text =
            "the log of partition \(partition) was published up to \(published), and has another history there now: it is published "
            + "again from \(from), with the same ids where it is the same"
        status.told(ShardAlarm(.publishedAgain, text))
        environment.logger.error(
            "the log has another history than was published; it is published again from where both were the same",
            ["partition": .number(partition), "published": .number(published), "from": .number(from)])
    }

    private func isCommand(_ cause: Cause) -> Bool { cause.topic == environment.topics.commands(model.service) }

    /// Appends what follows from these commits, one append per place, in the order of the commits.
    private func deliver(_ commits: [Commit]) async throws {
        var batches: [TopicPartition: [NewRecord]] = [:]
        var order: [TopicPartition] = []
        for commit in commits {
            for publication in try publications(of: commit) {
                let key = publication.record.key ?? []
                let place = TopicPartition(
                    publication.topic,
                    publication.partition ?? Partitioner.partition(of: key, among: environment.topics.partitions))
                if batches[place] == nil { order.append(place) }
                batches[place, default: []].append(publication.record)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in order {
                guard let records = batches[place] else { continue }
                group.addTask { try await append(records, to: place) }
            }
            try await group.waitForAll()
        }
    }

    /// Appends; a topic that somebody has deleted is made again first, so that the others do not stand for it.
    private func append(_ records: [NewRecord], to place: TopicPartition) async throws {
        do {
            _ = try await environment.log.append(records, to: place)
        } catch let error as LogError where error.code == .unknownPartition {
            guard let settings = environment.topics.ofSuite(place.topic, publishedBy: model.service) else { throw error }
            environment.logger.error("a topic is gone and is made again", ["topic": .name(place.topic), "reason": .reason(error)])
            try await environment.log.ensure([settings])
            _ = try await environment.log.append(records, to: place)
        }
    }

    private func publications(of commit: Commit) throws -> [Publication] {
        let decoded =
            try recent.take(commit.hash).map { DecodedCommit(commit: commit, body: $0) } ?? DecodedCommit(commit, events: model.events)
        let key = Array(commit.header.kommune.rawValue.utf8)
        var all = (decoded.body.receipts ?? []).map { receipt in
            Publication(
                topic: environment.topics.receipts(receipt.partner),
                record: NewRecord(
                    key: key, value: receipt.event.encoded(),
                    headers: CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) }))
        }
        all += try model.publications(of: decoded, topics: environment.topics)
        if let quarantined = decoded.body.quarantine {
            all.append(Publication(topic: environment.topics.quarantine(model.service), partition: 0, record: try quarantined.record()))
        }
        return all
    }
}
