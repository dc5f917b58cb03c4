import Synchronization
import Transfer

/// A sink in memory that also remembers how it was begun. It can take its time, and refuse.
final class CollectingSink: DownloadSink {
    struct Full: Error {}

    private let state = Mutex((bytes: [UInt8](), heads: [DownloadHead](), largest: 0))
    private let limit: Int
    private let beforeWrite: @Sendable (_ written: Int) async -> Void

    init(_ bytes: [UInt8] = [], limit: Int = .max, beforeWrite: @escaping @Sendable (_ written: Int) async -> Void = { _ in }) {
        (self.limit, self.beforeWrite) = (limit, beforeWrite)
        state.withLock { $0.bytes = bytes }
    }

    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var heads: [DownloadHead] { state.withLock { $0.heads } }
    /// The largest piece.
    var largest: Int { state.withLock { $0.largest } }

    func begin(_ head: DownloadHead) {
        state.withLock { state in
            state.bytes.removeLast(state.bytes.count - Int(head.offset))
            state.heads.append(head)
        }
    }

    func write(_ bytes: [UInt8]) async throws {
        await beforeWrite(self.bytes.count)
        try state.withLock { state in
            guard state.bytes.count + bytes.count <= limit else { throw Full() }
            state.bytes += bytes
            state.largest = max(state.largest, bytes.count)
        }
    }
}
