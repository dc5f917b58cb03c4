import CommitLog
import Contracts
import Domain
import Synchronization

/// The municipalities of the installation: what the compacted `municipalities` topic says, followed by every instance of every service.
public final class MunicipalityDirectory: Sendable {
    private let log: any Log
    private let place: TopicPartition
    private let state = Mutex<[Organisasjonsnummer: JSONValue]>([:])

    /// A directory over the installation's `municipalities` topic.
    public init(log: any Log, topics: Topics) { (self.log, place) = (log, TopicPartition(topics.municipalities, 0)) }

    /// Reads the topic to its end once.
    public func load() async throws { try await CompactedTopic(log: log, place: place).load { self.take($0) } }

    /// Follows the topic until cancelled.
    public func follow() async throws { try await CompactedTopic(log: log, place: place).follow { self.take($0) } }

    /// Every municipality's number.
    public var all: [Organisasjonsnummer] { state.withLock { $0.keys.sorted() } }

    /// What is said of each.
    public var described: [Organisasjonsnummer: JSONValue] { state.withLock { $0 } }

    /// Takes what was known before the start, until the topic can be read.
    public func begin(with known: [Organisasjonsnummer: JSONValue]) { state.withLock { $0.merge(known) { current, _ in current } } }

    /// What is said of one; nil: there is none of that number.
    public func municipality(_ kommune: Organisasjonsnummer) -> JSONValue? { state.withLock { $0[kommune] } }

    private func take(_ record: LogRecord) {
        guard let key = record.key.flatMap({ String(validating: $0, as: UTF8.self) }), let kommune = Organisasjonsnummer(key) else {
            return
        }
        guard let bytes = record.value else { return state.withLock { $0[kommune] = nil } }
        // What is no JSON object is somebody else's record, and changes nothing.
        guard let value = try? JSONReader.read(bytes), case .object = value else { return }
        state.withLock { $0[kommune] = value }
    }
}
