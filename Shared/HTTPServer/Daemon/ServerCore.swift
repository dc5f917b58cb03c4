import Synchronization

/// What the requests of one server share: its limits, its routes, and the list of those under way.
final class ServerCore: Sendable {
    let configuration: HTTPServerConfiguration
    let dispatch: @Sendable (HTTPRequest) -> HTTPDispatch
    let book: ConnectionBook

    private struct Registry {
        var exchanges: [ObjectIdentifier: Exchange] = [:]
        var isStopped = false
    }

    private struct Acceptance {
        weak var loop: EventLoop?
    }

    private let acceptingLoop = Mutex(Acceptance())
    private let registry = Mutex(Registry())
    private let draining = Atomic(false)
    private let bufferedBytes = Atomic<Int64>(0)

    init(_ configuration: HTTPServerConfiguration, dispatch: @escaping @Sendable (HTTPRequest) -> HTTPDispatch) {
        (self.configuration, self.dispatch) = (configuration, dispatch)
        book = ConnectionBook(limitConnections: configuration.connectionLimit, limitPerAddress: configuration.effectiveLimitPerAddress)
    }

    /// Which loop accepts.
    func accepts(on loop: EventLoop) { acceptingLoop.withLock { $0 = Acceptance(loop: loop) } }

    /// A connection has ended when there was no room: the loop that accepts looks again.
    func roomMayBeBack() { acceptingLoop.withLock { $0.loop }?.lookAgain() }

    /// New requests are answered 503.
    var isDraining: Bool { draining.load(ordering: .acquiring) }

    /// How many requests are under way.
    var exchangeCount: Int { registry.withLock { $0.exchanges.count } }

    /// Lists a request; false when the server has stopped, then it must not be served.
    func add(_ exchange: Exchange) -> Bool {
        registry.withLock { registry in
            registry.exchanges[ObjectIdentifier(exchange)] = exchange
            return !registry.isStopped
        }
    }

    func remove(_ exchange: Exchange) {
        registry.withLock { registry in
            registry.exchanges[ObjectIdentifier(exchange)] = nil
        }
    }

    /// Whether there is room for this many bytes of bodies more; they are given back with ``giveBack(_:)``.
    func reserve(_ bytes: Int64) -> Bool {
        let (_, reserved) = bufferedBytes.add(bytes, ordering: .relaxed)
        guard reserved > configuration.maximumBufferedBytes else { return true }
        giveBack(bytes)
        return false
    }

    func giveBack(_ bytes: Int64) { bufferedBytes.subtract(bytes, ordering: .relaxed) }

    /// From now on requests are refused, and streams without an end of their own are ended.
    func drain() {
        draining.store(true, ordering: .releasing)
        for exchange in registry.withLock({ Array($0.exchanges.values) }) { exchange.drain() }
    }

    /// From now on no handler is waited for and every stream has ended: the threads may be stopped after this.
    func abortAll() {
        let exchanges = registry.withLock { registry in
            registry.isStopped = true
            return Array(registry.exchanges.values)
        }
        for exchange in exchanges { exchange.abort() }
    }
}
