import Synchronization

/// Bodies of commits that this owner has appended, for its own publisher: it meets them in the log a moment later and need not read them again.
///
/// Found by the commit's hash, which covers the body's: what is found is what stands in the log. What is not found is read.
final class RecentBodies: Sendable {
    /// Most bodies kept; the oldest go first.
    static let limitBodies = 2_000

    private struct State {
        var bodies: [String: CommitBody] = [:]
        /// The hashes, oldest first, in a ring.
        var order: [String] = []
        var oldest = 0
    }
    private let state = Mutex(State())

    /// Keeps the body of a commit that is about to be appended.
    func keep(_ body: CommitBody, of hash: String) {
        state.withLock { state in
            state.bodies[hash] = body
            if state.order.count < Self.limitBodies {
                state.order.append(hash)
            } else {
                state.bodies[state.order[state.oldest]] = nil
                state.order[state.oldest] = hash
                state.oldest = (state.oldest + 1) % Self.limitBodies
            }
        }
    }

    /// The body of a commit, once.
    func take(_ hash: String) -> CommitBody? { state.withLock { $0.bodies.removeValue(forKey: hash) } }
}
