import Foundation
import HTTPServer
import Synchronization
import Transfer

/// Webhooks: what waits for a target that comes back is delivered to it, signed, in order for each case, each result committed; beside it the
/// same number of bare posts of the same size, by the same kind of client, to the same server, as many at a time.
struct WebhookMeasure {
    /// Requests to one target at a time, as the service's default has it.
    static let parallel = 8

    struct Result {
        let perSecond: Double
        let barePerSecond: Double
        let count: Int
    }

    let subject: BenchmarkSubject

    /// Registers so many cases of the first municipality and measures how fast their hendelser are delivered.
    func run(messages: Range<Int>) async throws -> Result {
        let received = Received()
        let server = HTTPServer(configuration: HTTPServerConfiguration()) { request in received.take(request) }
        let url = "http://127.0.0.1:\(try server.start())/hook"
        let notifications = NotificationsProcess(beside: subject.registry)
        do {
            try await notifications.start()
            let result = try await measure(notifications, received, url, messages)
            await notifications.end()
            await server.stop(grace: .zero)
            return result
        } catch {
            await notifications.end()
            await server.stop(grace: .zero)
            throw error
        }
    }

    private func measure(
        _ notifications: NotificationsProcess, _ received: Received, _ url: String, _ messages: Range<Int>
    ) async throws -> Result {
        let kommune = BenchmarkMessage.kommune(messages.lowerBound)
        let wish = #"{"navn":"Maaling","filter":{"kommune":"\#(kommune)"},"levering":{"type":"webhook","url":"\#(url)"}}"#
        let made = try await notifications.call("POST", "/abonnementer", wish)
        guard let id = made["id"] as? String else { throw BenchmarkFailure("no id: \(made)") }
        func stand() async throws -> [String: Any] {
            try await notifications.call("GET", "/abonnementer/\(id)")["leveringsstand"] as? [String: Any] ?? [:]
        }
        // The first request is answered 410: the subscription is disabled, and what comes is kept.
        _ = try await IntakeMeasure(subject: subject).sustained(messages)
        let ours = messages.count { BenchmarkMessage.kommune($0) == kommune }
        try await notifications.eventually("a full queue of a disabled subscription") {
            let stand = try await stand()
            return stand["tilstand"] as? String == "deaktivert" && stand["venter"] as? Int ?? 0 >= ours * 2
        }
        let count = try await stand()["venter"] as? Int ?? 0
        received.open()
        let began = ContinuousClock.now
        _ = try await notifications.call("POST", "/abonnementer/\(id)/aktiver", "{}")
        do {
            try await notifications.eventually("every delivery") { received.count >= count }
        } catch {
            let log = try await notifications.call("GET", "/abonnementer/\(id)/leveringer?limit=20")
            throw BenchmarkFailure(
                "\(error): \(received.count) of \(count) came, \(received.asked) requests; \(try await stand()); \(log); \(notifications.words)"
            )
        }
        let seconds = (ContinuousClock.now - began).inSeconds
        return Result(
            perSecond: Double(count) / seconds, barePerSecond: try await bare(url, count, bytes: received.bytes), count: count)
    }

    /// Posts and nothing else.
    private func bare(_ url: String, _ count: Int, bytes: Int) async throws -> Double {
        let client = HTTPClient()
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.parallel {
                group.addTask {
                    for _ in stride(from: number, to: count, by: Self.parallel) {
                        _ = try await client.send(HTTPClientRequest(method: "POST", url: url, body: body))
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - began).inSeconds
        await client.shutdown()
        return Double(count) / seconds
    }

    /// What has come: refused for good until opened, then taken.
    private final class Received: Sendable {
        private struct State {
            var isOpen = false
            var asked = 0
            var ids: Set<String> = []
            var bytes = 0
        }
        private let state = Mutex(State())

        var count: Int { state.withLock { $0.ids.count } }
        /// Requests that came, refused ones too.
        var asked: Int { state.withLock { $0.asked } }
        var bytes: Int { state.withLock { $0.bytes } }
        func open() { state.withLock { $0.isOpen = true } }

        func take(_ request: HTTPRequest) -> HTTPResponse {
            state.withLock { state in
                state.asked += 1
                guard state.isOpen else { return HTTPResponse(status: 410) }
                if let id = request.headers["webhook-id"] {
                    state.ids.insert(id)
                    state.bytes = request.body.count
                }
                return .noContent
            }
        }
    }
}
