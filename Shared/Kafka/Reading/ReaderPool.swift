import CRdKafka
import CommitLog
import Synchronization

/// The right to read one partition on one client; a client serves only one reader of a partition at a time.
struct ReaderLease: Sendable {
    let client: Client
    let place: TopicPartition
    let giveBack: @Sendable () -> Void
}

/// The clients that readers share: as few as possible, as many as one partition has readers.
///
/// They have no group and commit nothing.
final class ReaderPool: Sendable {
    private struct Entry {
        let client: Client
        let committed: Bool
        var places: Set<TopicPartition> = []
    }

    private struct State {
        var entries: [Entry] = []
        var closed = false
    }

    private let configuration: KafkaLogConfiguration
    private let counters: Counters
    private let state = Mutex(State())

    init(_ configuration: KafkaLogConfiguration, counters: Counters) {
        (self.configuration, self.counters) = (configuration, counters)
    }

    /// A place to read the partition; makes a further client when it is read on all there are.
    ///
    /// - Parameter committed: leaves out the records of transactions that were aborted or are still open.
    func lease(_ place: TopicPartition, committed: Bool) throws -> ReaderLease {
        let client = try state.withLock { state in
            guard !state.closed else { throw LogError(.closed, "the connection to Kafka is closed") }
            let fitting = state.entries.indices.filter { state.entries[$0].committed == committed }
            if let free = fitting.first(where: { !state.entries[$0].places.contains(place) }) {
                state.entries[free].places.insert(place)
                return state.entries[free].client
            }
            guard fitting.count < configuration.maximumReadersPerPartition else {
                throw LogError(.tooManyReaders, "\(place) already has \(fitting.count) readers in this process")
            }
            let settings = ClientSettings(configuration: configuration)
            let client = try Client(
                .consumer, settings: settings.make(settings.reading(committed: committed)),
                box: CallbackBox(counters: counters, onLog: configuration.onLog))
            state.entries.append(Entry(client: client, committed: committed, places: [place]))
            return client
        }
        return ReaderLease(client: client, place: place) { [weak self] in self?.giveBack(place, client) }
    }

    /// Serves the clients' own events (errors), which would pile up otherwise. Never waits.
    func poll() {
        for client in state.withLock({ $0.entries.map(\.client) }) {
            // A client that was closed meanwhile has nothing to say any more.
            try? client.use { _ = rd_kafka_poll($0, 0) }
        }
    }

    /// Ends the clients; their readers are closed already.
    func close() async {
        let clients = state.withLock { state in
            state.closed = true
            defer { state.entries = [] }
            return state.entries.map(\.client)
        }
        for client in clients { await client.close(within: configuration.closeTimeout) }
    }

    private func giveBack(_ place: TopicPartition, _ client: Client) {
        state.withLock { state in
            guard let index = state.entries.firstIndex(where: { $0.client === client }) else { return }
            state.entries[index].places.remove(place)
        }
    }
}
