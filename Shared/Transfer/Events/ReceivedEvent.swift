/// A server-sent event as it was received (WHATWG HTML, 9.2).
public struct ReceivedEvent: Hashable, Sendable {
    /// The kind of event; `message` when the sender names none.
    public let event: String
    /// The last id the sender named, with this event or before; what to send as `Last-Event-ID` to go on from here.
    public let lastEventID: String
    /// The data, its lines joined by line feeds.
    public let data: String
}

/// The server-sent events of a streamed answer, as they come. Iterating throws ``TransferError``.
public struct ReceivedEvents: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = ReceivedEvent

    private let body: HTTPClientBody
    private let maximumEventBytes: Int

    /// The events of a body; one larger than `maximumEventBytes` ends the reading with ``TransferError/Code/tooLarge``.
    public init(_ body: HTTPClientBody, maximumEventBytes: Int = 1 << 20) {
        (self.body, self.maximumEventBytes) = (body, maximumEventBytes)
    }

    /// The iterator over the events.
    public func makeAsyncIterator() -> Iterator {
        Iterator(pieces: body.makeAsyncIterator(), parser: EventParser(maximumEventBytes: maximumEventBytes))
    }

    /// Iterates over the events; nil is the end of the answer.
    public struct Iterator: AsyncIteratorProtocol {
        var pieces: HTTPClientBody.Iterator
        var parser: EventParser
        var ready: ArraySlice<ReceivedEvent> = []

        /// The next event.
        public mutating func next() async throws(TransferError) -> ReceivedEvent? { try await next(isolation: nil) }

        /// The next event.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(TransferError) -> ReceivedEvent? {
            while true {
                if let event = ready.popFirst() { return event }
                guard let piece = try await pieces.next(isolation: actor) else { return nil }
                ready = try parser.feed(piece)[...]
            }
        }
    }
}
