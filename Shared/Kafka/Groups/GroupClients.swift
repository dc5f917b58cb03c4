import CRdKafka
import CommitLog
import Synchronization

/// Clients that bear a group's name without being a member, for reading and writing its positions; the least recently used one goes.
final class GroupClients: Sendable {
    private struct State {
        /// Last used last.
        var clients: [(group: String, client: Client)] = []
        var closed = false
    }

    private static let maximumClients = 16

    private let configuration: KafkaLogConfiguration
    private let counters: Counters
    private let state = Mutex(State())

    init(_ configuration: KafkaLogConfiguration, counters: Counters) {
        (self.configuration, self.counters) = (configuration, counters)
    }

    /// The client for a group, made at first use.
    func client(for group: String) throws -> Client {
        let (client, superfluous) = try state.withLock { state -> (Client, Client?) in
            guard !state.closed else { throw LogError(.closed, "the connection to Kafka is closed") }
            if let index = state.clients.firstIndex(where: { $0.group == group }) {
                let known = state.clients.remove(at: index)
                state.clients.append(known)
                return (known.client, nil)
            }
            let settings = ClientSettings(configuration: configuration)
            let client = try Client(
                .consumer, settings: settings.make(settings.member(of: group, as: configuration.clientID)),
                box: CallbackBox(counters: counters, onLog: configuration.onLog))
            state.clients.append((group, client))
            return (client, state.clients.count > Self.maximumClients ? state.clients.removeFirst().client : nil)
        }
        if let superfluous { Task.detached { [configuration] in await superfluous.close(within: configuration.closeTimeout) } }
        return client
    }

    /// Serves the clients' own events, which would pile up otherwise. Never waits.
    func poll() {
        for client in state.withLock({ $0.clients.map(\.client) }) {
            // A client that was closed meanwhile has nothing to say any more.
            try? client.use { _ = rd_kafka_poll($0, 0) }
        }
    }

    /// Ends the clients.
    func close() async {
        let clients = state.withLock { state in
            state.closed = true
            defer { state.clients = [] }
            return state.clients.map(\.client)
        }
        await withDiscardingTaskGroup { group in
            for client in clients { group.addTask { await client.close(within: self.configuration.closeTimeout) } }
        }
    }
}
