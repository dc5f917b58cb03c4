import Domain

/// The headers of a signed webhook (Standard Webhooks 1.0): id, timestamp in seconds, and the signatures of `id.timestamp.body` by every key that
/// is valid, newest first, separated by spaces.
struct WebhookSignature: Sendable {
    /// The id of the message: the same for every attempt.
    let id: String
    /// When this attempt is made.
    let time: Tidspunkt
    /// The signatures.
    let text: String

    init(id: String, time: Tidspunkt, body: [UInt8], keys: [WebhookKeys]) {
        (self.id, self.time) = (id, time)
        let content = Array("\(id).\(time.milliseconds / 1_000).".utf8) + body
        text = keys.map { $0.signatures(of: content) }.joined(separator: " ")
    }

    /// Names and values.
    var headers: [(name: String, value: String)] {
        [("webhook-id", id), ("webhook-timestamp", "\(time.milliseconds / 1_000)"), ("webhook-signature", text)]
    }
}
