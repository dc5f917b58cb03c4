import CommitLog
import Contracts
import Domain
import Synchronization

/// Who owns which partition, who could take it over, and how far each reader has come: what the compacted `owners` topic says, followed by
/// every instance.
public final class OwnerDirectory: Sendable {
    private struct State {
        var owners: [String: OwnerNote] = [:]
        var positions: [String: PositionNote] = [:]
        /// By reader.
        var checkpoints: [String: CheckpointNote] = [:]
        /// By service, then by member.
        var standbys: [String: [String: StandbyNote]] = [:]
        var listeners: [@Sendable () -> Void] = []
        var installations = InstallationNotes()
        /// The offset after the last record taken in: a later look reads only what came since.
        var seen: Offset?
    }
    /// Most notes of its installation that one start writes: another one is needed only when somebody wrote at the same moment.
    private static let limitNotes = 5

    private let log: any Log
    private let place: TopicPartition
    private let state = Mutex(State())
    private let turnstile = Turnstile(limitInside: 1)

    /// A directory over the installation's `owners` topic.
    public init(log: any Log, topics: Topics) { (self.log, place) = (log, TopicPartition(topics.owners, 0)) }

    /// Reads what has come since the last look, to the topic's end: at the start everything that is kept.
    public func load() async throws {
        // One at a time: a log gives one process few readers of one topic, and after the first there is nothing new for the others.
        try await turnstile.pass { try await loadInTurn() }
    }

    private func loadInTurn() async throws {
        try await CompactedTopic(log: log, place: place).load(from: state.withLock { $0.seen }) { self.take($0) }
    }

    /// Follows the topic until cancelled.
    public func follow() async throws { try await CompactedTopic(log: log, place: place).follow { self.take($0) } }

    /// The owner as last announced; it may have gone since.
    public func owner(service: String, partition: Int32) -> OwnerNote? { state.withLock { $0.owners["\(service)/\(partition)"] } }

    /// What the members of a service say of themselves, by their names in the group; those that are gone too, until somebody removes them.
    public func standbys(of service: String) -> [String: StandbyNote] { state.withLock { $0.standbys[service] ?? [:] } }

    /// Adds a listener to changes of owners and standbys; it must neither wait nor read.
    func listen(_ listener: @escaping @Sendable () -> Void) { state.withLock { $0.listeners.append(listener) } }

    /// Says who owns a partition now.
    func announce(_ note: OwnerNote, service: String, partition: Int32) async throws {
        try await append("\(service)/\(partition)", note)
    }

    /// Says what a member is ready for.
    func note(_ note: StandbyNote, of member: String, in service: String) async throws {
        try await append(StandbyNote.key(service, member), note)
    }

    /// Takes the note of a member away that is gone.
    func removeStandby(_ member: String, of service: String) async throws {
        _ = try await log.append([NewRecord(key: Array(StandbyNote.key(service, member).utf8), value: nil)], to: place)
    }

    /// Where a reader is to go on. Asks the topic itself: another instance may have written it a moment ago.
    public func position(of reader: String) async throws -> PositionNote? {
        try await load()
        return state.withLock { $0.positions[reader] }
    }

    /// Where a reader was when that was last heard of.
    public func lastHeard(of reader: String) -> PositionNote? { state.withLock { $0.positions[reader] } }

    /// Notes how far a reader has come.
    public func note(_ note: PositionNote, of reader: String) async throws { try await append(reader, note) }

    /// The checkpoints that a reader noted last; nil: none so far. Asks the topic itself.
    func checkpoints(of reader: String) async throws -> CheckpointNote? {
        try await load()
        return state.withLock { $0.checkpoints[reader] }
    }

    /// Notes from where a reader may go on.
    func note(_ note: CheckpointNote, of reader: String) async throws { try await append(ReaderName.checkpoint(of: reader), note) }

    /// Says whose the topics are: of `id`, unless another installation wrote there before. To be asked before anything else is appended.
    ///
    /// - Parameter formerly: other names of the same installation: topics that bear one of them get the new one.
    /// - Returns: the installation that the topics belong to.
    public func settle(installation id: String, formerly: [String] = [], at moment: Tidspunkt) async throws -> String {
        try await load()
        for _ in 0..<Self.limitNotes {
            guard let note = state.withLock({ $0.installations.wanting(id, formerly: formerly, at: moment) }) else { break }
            try await append(InstallationNote.key, note)
            try await load()
        }
        guard let settled = state.withLock({ $0.installations.installation }) else {
            throw LogError(.unavailable, "\(place) does not give back the installation that was written to it")
        }
        return settled.id
    }

    private func append(_ key: String, _ value: some Encodable) async throws {
        _ = try await log.append([NewRecord(key: Array(key.utf8), value: try JSONBytes.encode(value))], to: place)
    }

    private func take(_ record: LogRecord) {
        // Two readers may hand the same records over, in their own time: an older one must not undo a newer one.
        let isNew = state.withLock { state in
            guard record.offset >= state.seen ?? 0 else { return false }
            state.seen = record.offset + 1
            return true
        }
        guard isNew, let key = record.key.flatMap({ String(validating: $0, as: UTF8.self) }) else { return }
        if let place = StandbyNote.place(key) { return takeStandby(record.value, of: place.member, in: place.service) }
        guard let value = record.value else { return forget(key) }
        do {
            if key == InstallationNote.key {
                let note = try JSONBytes.decode(value, as: InstallationNote.self)
                state.withLock { $0.installations.take(note, at: record.offset) }
            } else if let reader = ReaderName.reader(ofCheckpoint: key) {
                let note = try JSONBytes.decode(value, as: CheckpointNote.self)
                state.withLock { $0.checkpoints[reader] = note }
            } else if ReaderName.isOne(key) {
                let note = try JSONBytes.decode(value, as: PositionNote.self)
                state.withLock { $0.positions[key] = note }
            } else {
                let note = try JSONBytes.decode(value, as: OwnerNote.self)
                let listeners = state.withLock { state in
                    state.owners[key] = note
                    return state.listeners
                }
                for listener in listeners { listener() }
            }
        } catch {
            // A note of a newer program, or somebody else's record: the directory is a hint, a wrong one costs a 421.
        }
    }

    /// Somebody has taken a note away.
    private func forget(_ key: String) {
        state.withLock { state in
            if let reader = ReaderName.reader(ofCheckpoint: key) { state.checkpoints[reader] = nil }
        }
    }

    private func takeStandby(_ value: [UInt8]?, of member: String, in service: String) {
        // A note that cannot be read is of a newer program: that member is ready for nothing, as far as this one knows.
        let note = value.flatMap { try? JSONBytes.decode($0, as: StandbyNote.self) }
        let listeners = state.withLock { state in
            state.standbys[service, default: [:]][member] = note
            return state.listeners
        }
        for listener in listeners { listener() }
    }
}
