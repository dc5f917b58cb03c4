import Contracts
import Domain
import Observability
import Transfer

/// Sends one signed request and says what came of it.
struct WebhookSender: Sendable {
    /// One message to one target.
    struct Message: Sendable {
        let url: String
        /// Stays the same for every attempt.
        let id: String
        let body: [UInt8]
        let keys: [WebhookKeys]
        /// The hosts it may go to; nil: any.
        let hosts: [HostPattern]?
        /// W3C traceparent of what led to it.
        let traceparent: String?
    }

    private let client: HTTPClient
    private let settings: DeliverySettings
    private let time: any TimeSource

    init(client: HTTPClient, settings: DeliverySettings, time: any TimeSource) {
        (self.client, self.settings, self.time) = (client, settings, time)
    }

    /// One attempt. A status code is the answer, whatever the body does; without one the code of the failure is.
    func send(_ message: Message) async -> Leveringssvar {
        let now = time.now()
        let signature = WebhookSignature(id: message.id, time: now, body: message.body, keys: message.keys)
        var request = HTTPClientRequest(method: "POST", url: message.url, body: message.body)
        request.headers["Content-Type"] = "application/cloudevents+json; charset=utf-8"
        for (name, value) in signature.headers { request.headers[name] = value }
        if let traceparent = message.traceparent { request.headers["traceparent"] = traceparent }
        var policy = settings.addresses.policy
        policy.hosts = message.hosts
        request.policy = policy
        request.limits.connectTimeout = settings.connectTimeout
        request.limits.timeout = settings.timeout
        // Counted where it is read: an answer that is too large has a status all the same.
        request.limits.maximumBytes = nil
        do {
            let answer = try await client.stream(request)
            let hvile = answer.headers["Retry-After"].flatMap { RetryAfter.moment($0, now: time.now()) }
            await drain(answer)
            return Leveringssvar(httpStatus: answer.status, hvileTil: hvile)
        } catch {
            return Leveringssvar(feil: error.code.rawValue)
        }
    }

    /// Reads a small body to its end, so that the connection can be used again; a larger one is let go of, and the connection with it.
    private func drain(_ answer: HTTPClientStream) async {
        var count = 0
        do {
            for try await piece in answer.body {
                count += piece.count
                if count > settings.limitAnswerBytes { return }
            }
        } catch {
            // The status has been said; what becomes of the rest changes nothing.
        }
    }
}
