import Foundation

/// Sends events to registry and says for each what came of it.
struct Publisher: Sendable {
    /// What came of one event when it was handed over.
    enum Outcome: Sendable {
        /// Taken in; the receipts come later.
        case accepted(MessageEnvelope.Event)
        /// Refused at the door.
        case refused(MessageEnvelope.Event, Problem)

        var event: MessageEnvelope.Event {
            switch self {
            case .accepted(let event), .refused(let event, _): event
            }
        }
    }

    let client: ServiceClient
    /// Whose token.
    let partner: String
    /// Events under way at the same time; 1 keeps their order.
    let inFlightMax: Int

    /// Sends all; the outcomes come in the order of the events.
    ///
    /// - Throws: when registry does not answer or the token is refused; what went before has been handed over.
    func publish(_ events: [MessageEnvelope.Event], each: @escaping @Sendable (Outcome) -> Void) async throws -> [Outcome] {
        var outcomes: [Int: Outcome] = [:]
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            var next = events.indices.makeIterator()
            func start() {
                guard let index = next.next() else { return }
                group.addTask { (index, try await send(events[index])) }
            }
            for _ in 0..<inFlightMax { start() }
            while let (index, outcome) = try await group.next() {
                outcomes[index] = outcome
                each(outcome)
                start()
            }
        }
        return events.indices.compactMap { outcomes[$0] }
    }

    /// Sends one.
    func send(_ event: MessageEnvelope.Event) async throws -> Outcome {
        do {
            _ = try await client.call(
                "POST", .registry, "/cloudevents", as: partner, headers: ["Content-Type": "application/cloudevents+json; charset=utf-8"],
                body: event.body)
            return .accepted(event)
        } catch let problem as Problem where problem.exitCode == .refused {
            return .refused(event, problem)
        }
    }
}
