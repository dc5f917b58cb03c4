import Contracts
import Observability

/// A caseworker who wants to know of everything in a municipality, and waits for the next news.
struct DemoSubscriber: Sendable {
    /// The first of what came.
    struct News: Sendable {
        /// When it was here, milliseconds since the epoch.
        let moment: Int64
        /// The trace it belongs to.
        let traceID: String?
    }

    /// Whose token.
    static let identity = "saksbehandler"
    /// How long the news is waited for, seconds.
    private static let waitSeconds = 20

    private let client: ServiceClient
    private let path: String

    /// Subscribes; the same wish again finds the same subscription.
    static func subscribe(to kommune: Municipality, _ client: ServiceClient) async throws -> DemoSubscriber {
        let wish: JSONValue = [
            "navn": .string("Demo: alt i \(kommune.navn)"), "filter": ["kommune": .string(kommune.organisasjonsnummer)],
            "levering": ["type": "sse"],
        ]
        let key = ["Idempotency-Key": "sakarkiv-demo-\(kommune.organisasjonsnummer)"]
        let made = try await DemoPatience(client).patiently {
            try await client.json("POST", .notifications, "/abonnementer", as: identity, headers: key, body: wish)
        }
        guard let id = made["id"]?.text else { throw CommandFailure(.internal, "the subscription has no id") }
        return DemoSubscriber(client: client, path: "/abonnementer/\(id)/hendelser")
    }

    /// Where the feed ends now.
    func cursor() async throws -> Int64 {
        try await client.json(.notifications, "\(path)?after=siste&limit=1", as: Self.identity)["cursor"]?.integer ?? 0
    }

    /// Waits for what comes after a cursor; nil when nothing comes.
    func next(after cursor: Int64) async throws -> News? {
        let page = try await client.json(
            .notifications, "\(path)?after=\(cursor)&limit=1&vent=\(Self.waitSeconds)", as: Self.identity)
        let moment = client.clock.now().milliseconds
        return page.hits.first.map { News(moment: moment, traceID: $0["traceparent"]?.text.flatMap(TraceSubject.traceID)) }
    }
}
