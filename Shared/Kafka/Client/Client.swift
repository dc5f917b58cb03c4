import CRdKafka
import CommitLog
import Foundation
import Synchronization

/// One client of librdkafka (`rd_kafka_t`), usable from any thread until it is closed.
///
/// The pointer lives as long as somebody uses it: closing waits for calls under way, on a thread of its own.
final class Client: Sendable {
    enum Kind {
        case producer
        case consumer
    }

    /// A pointer of librdkafka's that may cross threads: its clients and topics are thread-safe, and `Client` guards their end.
    private struct Shared: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private struct State {
        var uses = 0
        var closing = false
        var topics: [String: Shared] = [:]
    }

    private let client: Shared
    private let box: CallbackBox
    private let state = Mutex(State())
    private let destroyed = OneResult<Void>()

    /// Makes the client; `settings` is consumed.
    init(_ kind: Kind, settings: OpaquePointer, box: CallbackBox) throws {
        box.register(in: settings, delivering: kind == .producer)
        var message = [CChar](repeating: 0, count: 512)
        let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
        guard let pointer = rd_kafka_new(type, settings, &message, message.count) else {
            rd_kafka_conf_destroy(settings)
            Unmanaged.passUnretained(box).release()
            throw LogError(.invalidConfiguration, "no Kafka client can be made: \(string(message))")
        }
        self.client = Shared(pointer: pointer)
        self.box = box
    }

    /// Calls `body` with the pointer, which stays valid that long.
    ///
    /// - Throws: `.closed` after `close`, and what `body` throws.
    func use<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.closing else { throw LogError(.closed, "the connection to Kafka is closed") }
            state.uses += 1
        }
        defer { leave() }
        return try body(client.pointer)
    }

    /// The client's object for a topic, made at first use and kept until the end. Call it within `use`.
    func topic(_ name: String) throws -> OpaquePointer {
        try state.withLock { state in
            if let known = state.topics[name] { return known }
            guard let made = rd_kafka_topic_new(client.pointer, name, nil) else {
                throw LogError(rd_kafka_last_error().codeOfQuestion, "topic \(name): \(text(rd_kafka_last_error()))")
            }
            state.topics[name] = Shared(pointer: made)
            return Shared(pointer: made)
        }.pointer
    }

    /// Ends the client when the last call under way has returned; waits for that no longer than `limit`.
    func close(within limit: Duration) async {
        let unused = state.withLock { state -> Bool? in
            guard !state.closing else { return nil }
            state.closing = true
            return state.uses == 0
        }
        guard let unused else { return }
        if unused { destroy() }
        // `destroyed` only ever succeeds, so nil means: not within the limit.
        if (try? await destroyed.value(within: limit)) == nil { box.counters.handlesAbandoned.count() }
    }

    private func leave() {
        let last = state.withLock { state in
            state.uses -= 1
            return state.closing && state.uses == 0
        }
        if last { destroy() }
    }

    /// The one place where a client, its topics and its box end. On a thread of its own, as librdkafka may wait for its threads.
    private func destroy() {
        let thread = Thread { [self] in
            let topics = state.withLock { state in
                defer { state.topics = [:] }
                return state.topics.values.map(\.pointer)
            }
            for topic in topics { rd_kafka_topic_destroy(topic) }
            rd_kafka_destroy_flags(client.pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
            Unmanaged.passUnretained(box).release()
            destroyed.set(.success(()))
        }
        thread.name = "kafka-end"
        thread.start()
    }
}
