import CommitLog
import ShardRuntime

/// How many of one partner's commands may be under way in a partition: what is appended to the command topic and not yet taken in by the owner.
///
/// It is what keeps one partner's ten thousand messages from standing in front of another's one: each partner's intake waits for its own.
struct InFlightWindow {
    /// Most commands of one partner under way in one partition.
    static let limitCommands = 400
    /// How often the owner's position is asked for while the window is full, milliseconds.
    static let pollMilliseconds = 5
    /// The longest pause between two such questions, milliseconds: the owner may be away for long.
    static let limitPollMilliseconds = 320

    private let log: any Log
    private let topics: Topics
    private let service: String
    /// The offsets of the commands under way, oldest first, by partition.
    private var underWay: [Int32: [Offset]] = [:]

    init(log: any Log, topics: Topics, service: String) { (self.log, self.topics, self.service) = (log, topics, service) }

    /// How many more may be appended to the partition now.
    mutating func room(in partition: Int32) async throws -> Int {
        let known = underWay[partition, default: []]
        if known.count < Self.limitCommands / 2 { return Self.limitCommands - known.count }
        let place = TopicPartition(topics.commands(service), partition)
        if let taken = try await log.noted(place, for: OwnerGroup.name(topics, service)) {
            underWay[partition] = Array(known.drop { $0 < taken })
        }
        return Self.limitCommands - underWay[partition, default: []].count
    }

    /// Notes what was appended.
    mutating func appended(_ offsets: [Offset], in partition: Int32) { underWay[partition, default: []] += offsets }
}
