import CommitLog
import Dispatch
import Domain
import Synchronization

/// Reads the records of a commit log ahead of the one who applies them: several threads read, one applies, in order.
///
/// Whoever applies has its own thread and waits on it for nothing else: while the next records are not read yet, it reads some itself.
struct ReplayDecoder: Sendable {
    /// Most threads that read ahead for one who applies.
    static let limitThreads = 3
    /// Records that one thread reads at a time.
    static let limitPieceRecords = 32
    /// Pieces that are read before those in front of them are applied: what they are read into is several times their bytes.
    static let limitPiecesAhead = 16

    let events: EventCatalogue
    /// How far the shards' stores have come already.
    let known: [Organisasjonsnummer: Offset]

    private static let queue = DispatchQueue(label: "replay.read", qos: .userInitiated, attributes: .concurrent)

    /// Hands over each record, read, in order. Blocks the thread it is called on.
    func forEach(_ records: [LogRecord], _ body: (ReplayRecord) throws -> Void) rethrows {
        guard records.count > Self.limitPieceRecords else {
            for record in records { try body(ReplayRecord(record, events: events, known: known)) }
            return
        }
        let pieces = Pieces(records: records, decoder: self)
        defer { pieces.end() }
        for number in 0..<pieces.count {
            pieces.help(Self.queue)
            for record in pieces.take(number) { try body(record) }
        }
    }

    func read(_ records: ArraySlice<LogRecord>) -> [ReplayRecord] {
        records.map { ReplayRecord($0, events: events, known: known) }
    }
}

/// The records of one hand-over in pieces: which are being read, which are read, which are applied.
private final class Pieces: Sendable {
    private struct State {
        /// The first piece that nobody has begun.
        var next = 0
        /// The piece that is taken next.
        var wanted = 0
        var read: [Int: [ReplayRecord]] = [:]
        var threads = 0
        var isEnded = false
    }

    let count: Int
    private let records: [LogRecord]
    private let decoder: ReplayDecoder
    private let state = Mutex(State())
    private let isRead = DispatchSemaphore(value: 0)

    init(records: [LogRecord], decoder: ReplayDecoder) {
        (self.records, self.decoder) = (records, decoder)
        count = (records.count + ReplayDecoder.limitPieceRecords - 1) / ReplayDecoder.limitPieceRecords
    }

    /// Has threads read on, as many as may and have something to do.
    func help(_ queue: DispatchQueue) {
        let wanted = state.withLock { state in
            let free = min(count, state.wanted + ReplayDecoder.limitPiecesAhead) - state.next
            let more = max(0, min(free, ReplayDecoder.limitThreads - state.threads))
            state.threads += more
            return more
        }
        for _ in 0..<wanted {
            queue.async { [self] in
                while let piece = begin() { finish(piece) }
                state.withLock { $0.threads -= 1 }
            }
        }
    }

    /// The piece of that number, when it is read; meanwhile others are read here.
    func take(_ number: Int) -> [ReplayRecord] {
        while true {
            let found = state.withLock { state in
                let found = state.read.removeValue(forKey: number)
                if found != nil { state.wanted = number + 1 }
                return found
            }
            if let found { return found }
            if let piece = begin() { finish(piece) } else { isRead.wait() }
        }
    }

    /// Nothing more is wanted.
    func end() { state.withLock { $0.isEnded = true } }

    private func begin() -> Int? {
        state.withLock { state in
            guard !state.isEnded, state.next < count, state.next < state.wanted + ReplayDecoder.limitPiecesAhead else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func finish(_ piece: Int) {
        let first = piece * ReplayDecoder.limitPieceRecords
        let read = decoder.read(records[first..<min(first + ReplayDecoder.limitPieceRecords, records.count)])
        state.withLock { $0.read[piece] = read }
        isRead.signal()
    }
}
