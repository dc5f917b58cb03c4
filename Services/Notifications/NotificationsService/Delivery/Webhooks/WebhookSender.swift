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
        request.policy = settings.addresses.policy
        request.limits.connectTimeout = settings.connectTimeout
        request.limits.timeout = settings.timeout
        request.limits.maximumBytes = Int64(settings.limitAnswerBytes)
        do {
            let answer = try await client.stream(request)
            let hvile = answer.headers["Retry-After"].flatMap { RetryAfter.moment($0, now: time.now()) }
            await drain(answer)
            return Leveringssvar(httpStatus: answer.status, hvileTil: hvile)
        } catch {
            return Leveringssvar(feil: error.code.rawValue)
        }
    }

    /// Reads a small body to its end, so that the connection can be used again; any other is let go of, and the connection with it.
    private func drain(_ answer: HTTPClientStream) async {
        guard let length = answer.headers["Content-Length"].flatMap({ Int($0) }), length <= settings.limitAnswerBytes else { return }
        do {
            for try await _ in answer.body {}
        } catch {
            // The status has been said; what becomes of the rest changes nothing.
        }
    }
}
