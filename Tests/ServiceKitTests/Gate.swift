/// Opens once; whoever waits goes on then.
final class Gate: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)

    func open() { stream.continuation.yield() }

    /// One waiter at a time.
    func wait() async {
        for await _ in stream.stream { return }
    }
}
