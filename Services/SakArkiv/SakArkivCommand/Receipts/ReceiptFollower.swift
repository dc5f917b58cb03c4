import Observability

/// Waits for the last receipt of a message.
struct ReceiptFollower: Sendable {
    let client: ServiceClient
    let partner: String
    let clock: any TimeSource

    private static let firstPauseMilliseconds = 20
    private static let pauseMillisecondsMax = 1_000

    /// The receipts that there are now, oldest first.
    func receipts(source: String, id: String) async throws -> [Receipt] {
        let path = Paging.query("/receipts", [("source", source), ("id", id)])
        return try await client.pages(.registry, path, as: partner).map(Receipt.init)
    }

    /// The receipt after which nothing comes.
    ///
    /// - Throws: `CommandFailure(.temporary)` when `deadline` (of the clock's `elapsed`) passes first.
    func final(source: String, id: String, deadline: Duration) async throws -> Receipt {
        var pause = Self.firstPauseMilliseconds
        while true {
            if let last = try await receipts(source: source, id: id).last(where: \.isFinal) { return last }
            guard clock.elapsed() < deadline else {
                throw CommandFailure(
                    .temporary, "no receipt yet for \(id)", advice: "it is not lost: sakarkiv receipts --source \(source) --id \(id)")
            }
            try await clock.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, Self.pauseMillisecondsMax)
        }
    }
}
