import CommitLog
import Domain
import Observability
import ServiceKit
import ShardRuntime
import Synchronization

/// How far the intake has come in each partition that this instance reads, what waits there and for how long, and what expired unread.
final class IntakeFigures: Sendable {
    /// How long the status tells of messages that expired unread, milliseconds: seven days.
    static let limitToldMilliseconds: Int64 = 7 * 86_400_000

    /// One partition.
    struct Figure: Sendable {
        var position: Offset
        var end: Offset
        /// When the oldest message that is not handed on yet was written, as far as that is known; nil: none waits.
        var waitingSince: Int64?
        /// Since when something waits and nothing came.
        var stillSince: Int64?
        var expired: ExpiredUnread?
        let keptMilliseconds: Int64?
        /// What was handed on and is not known to be answered, oldest first, by partition of the command topic.
        var handedOn: [Int32: [UnansweredNote]] = [:]

        var lag: Int64 { max(0, end - position) }
    }

    /// Most groups of messages kept apart for one partition of the command topic; further ones count with the last.
    private static let limitHandedOn = 1_000

    private let figures = Mutex<[TopicPartition: Figure]>([:])
    private let time: any TimeSource
    private let answered: @Sendable (Int32) -> Offset?

    /// - Parameter answered: the offset after the last command of a partition of the command topic whose receipt is delivered; nil: nobody says.
    init(time: any TimeSource, answered: @escaping @Sendable (Int32) -> Offset?) { (self.time, self.answered) = (time, answered) }

    /// Each partition that is read here, sorted.
    var all: [(place: TopicPartition, figure: Figure)] {
        figures.withLock { $0 }.map { ($0.key, $0.value) }.sorted {
            ($0.place.topic, $0.place.partition) < ($1.place.topic, $1.place.partition)
        }
    }

    /// How old the oldest message is whose receipt is not delivered yet, seconds; 0 where none waits.
    func oldestSeconds(_ figure: Figure) -> Double {
        let handedOn = figure.handedOn.compactMap { partition, groups in unanswered(groups, in: partition).first?.writtenAt }
        let oldest = (handedOn + [figure.waitingSince].compactMap(\.self)).min()
        return oldest.map { Double(max(0, time.now().milliseconds - $0)) / 1_000 } ?? 0
    }

    /// How old the oldest message is that is not handed on yet, seconds; 0 where none waits.
    func unreadSeconds(_ figure: Figure) -> Double { figure.waitingSince.map { Double(max(0, time.now().milliseconds - $0)) / 1_000 } ?? 0 }

    /// What of a partition is to be noted for whoever reads it next: the first and the last of what has no receipt, of each partition of commands.
    func unanswered(_ place: TopicPartition) -> [UnansweredNote]? {
        let handedOn = figures.withLock { $0[place]?.handedOn } ?? [:]
        let notes = handedOn.sorted { $0.key < $1.key }.flatMap { partition, groups in
            let rest = unanswered(groups, in: partition)
            return Array(rest.prefix(1)) + Array(rest.dropFirst().suffix(1))
        }
        return notes.isEmpty ? nil : notes
    }

    private func unanswered(_ groups: [UnansweredNote], in partition: Int32) -> ArraySlice<UnansweredNote> {
        guard let answered = answered(partition) else { return [] }
        return groups.drop { $0.end <= answered }
    }

    // MARK: - What the readings tell

    func began(_ source: IntakeSource, _ partition: Int32, _ note: PositionNote, end: Offset) {
        let place = TopicPartition(source.topic, partition)
        let (waiting, handedOn) = figures.withLock { ($0[place]?.waitingSince, $0[place]?.handedOn) }
        var figure = Figure(position: note.position, end: end, expired: note.expired, keptMilliseconds: source.keptMilliseconds)
        figure.handedOn = handedOn ?? Dictionary(grouping: note.unanswered ?? [], by: \.partition)
        if figure.lag > 0 { figure.waitingSince = waiting ?? time.now().milliseconds }
        figures.withLock { $0[place] = figure }
    }

    func ended(_ place: TopicPartition) { figures.withLock { $0[place] = nil } }

    /// Messages came, the first of them written at that moment.
    func took(_ place: TopicPartition, writtenAt timestamp: Int64) {
        let moment = moment(timestamp)
        figures.withLock { figures in
            figures[place]?.waitingSince = moment
            figures[place]?.stillSince = nil
        }
    }

    /// Commands were appended for messages of the partition, up to `end` of that partition of the command topic.
    func appended(_ place: TopicPartition, to partition: Int32, end: Offset, writtenAt timestamp: Int64) {
        let moment = moment(timestamp)
        figures.withLock { figures in
            guard let known = figures[place]?.handedOn[partition, default: []] else { return }
            var groups = Array(unanswered(known, in: partition))
            if groups.count < Self.limitHandedOn {
                groups.append(UnansweredNote(partition: partition, end: end, writtenAt: moment))
            } else {
                groups[groups.count - 1].end = end
            }
            figures[place]?.handedOn[partition] = groups
        }
    }

    /// They were handed on, the last of them written at that moment.
    func handedOn(_ place: TopicPartition, to position: Offset, writtenAt timestamp: Int64) {
        let moment = moment(timestamp)
        figures.withLock { figures in
            guard var figure = figures[place] else { return }
            figure.position = position
            figure.end = max(figure.end, position)
            // What comes next was written after it.
            figure.waitingSince = figure.lag > 0 ? moment : nil
            figures[place] = figure
        }
    }

    /// The partition was looked at.
    func saw(_ place: TopicPartition, end: Offset, position: Offset) {
        let now = time.now().milliseconds
        figures.withLock { figures in
            guard var figure = figures[place] else { return }
            (figure.position, figure.end) = (position, end)
            if figure.lag == 0 {
                (figure.waitingSince, figure.stillSince) = (nil, nil)
            } else {
                figure.waitingSince = figure.waitingSince ?? now
                figure.stillSince = figure.stillSince ?? now
            }
            figures[place] = figure
        }
    }

    /// Since when something stands there and nothing comes; nil where nothing stands there, or it comes.
    func stillSince(_ place: TopicPartition) -> Int64? { figures.withLock { $0[place]?.stillSince } }

    /// A stranger's clock may say anything: what lies in the future, or at no time, was written now.
    private func moment(_ timestamp: Int64) -> Int64 {
        let now = time.now().milliseconds
        return timestamp > 0 && timestamp < now ? timestamp : now
    }
}
