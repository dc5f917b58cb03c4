/// Lets a few through at a time; the others wait their turn. Hundreds of partitions begin at the same moment, and each asks where to begin: the
/// log gives one process few readers of one topic.
actor Turnstile {
    private let limitInside: Int
    private var inside = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(limitInside: Int) { self.limitInside = limitInside }

    /// Does something inside. Who is cancelled meanwhile still gets its turn, which is short then.
    func pass<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async {
        if inside < limitInside {
            inside += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        // The place goes from hand to hand.
        if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
    }
}
