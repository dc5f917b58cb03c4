import Contracts
import ServiceTestSupport

@testable import NotificationsService

/// The real notifications service, in this process, with short waits.
final class DeliveryProcess: Sendable {
    let folder: DeliveryFolder
    private let service: RunningService

    private init(_ folder: DeliveryFolder, _ service: RunningService) { (self.folder, self.service) = (folder, service) }

    /// Starts it and waits until it owns its partitions.
    static func start(in folder: DeliveryFolder, _ more: [String: String] = [:]) async throws -> DeliveryProcess {
        let settings = [
            "SAKARKIV_GRACE_SECONDS": "10", "SAKARKIV_NOTIFICATIONS_RETRY_FIRST_SECONDS": "1",
            "SAKARKIV_NOTIFICATIONS_RETRY_LONGEST_SECONDS": "1", "SAKARKIV_NOTIFICATIONS_WEBHOOK_TIMEOUT_SECONDS": "2",
        ].merging(more) { $1 }
        return DeliveryProcess(folder, try await RunningService.start(NotificationsApp.definition, in: folder.folder, settings))
    }

    /// Stops it; what is under way is cut off.
    func stop() async { await service.stop() }

    var url: String { service.url }
    var logText: String { service.logLines.joined(separator: "\n") }

    func call(
        _ method: String, _ path: String, as identity: String? = "saksbehandler", _ body: JSONValue? = nil, key: String? = nil
    ) async throws -> ServiceAnswer {
        var headers: [(String, String)] = []
        if body != nil { headers.append(("Content-Type", "application/json")) }
        if let key { headers.append(("Idempotency-Key", key)) }
        return try await service.answer(method, path, as: identity, body: body?.encoded() ?? [], headers: headers)
    }

    /// Subscribes to everything in Hamar. Returns the subscription as answered, with its secret.
    func subscribe(_ levering: JSONValue, as identity: String = "saksbehandler", key: String? = nil) async throws -> JSONValue {
        let wish: JSONValue = ["navn": "Prøve", "filter": ["kommune": .string(DeliveryFolder.hamar)], "levering": levering]
        // The municipality comes with the registry's first commit: it may not be known yet.
        return try await eventually("a subscription") {
            let answer = try await self.call("POST", "/abonnementer", as: identity, wish, key: key)
            if answer.status == 201 { return answer.json }
            guard [404, 503].contains(answer.status) else { throw Unexpected(description: answer.text) }
            return nil
        }
    }

    /// Follows the newest link to confirm an address that came by e-mail, as a reader does who presses the button.
    func confirm(_ mail: MailTarget, _ address: String) async throws {
        let link = try await eventually("the question to \(address)") { try Self.links(mail, address).confirm }
        guard try await call("POST", link, as: nil).status == 200 else { throw Unexpected(description: "not confirmed") }
    }

    /// The links in the newest question that came to an address; nil before one came.
    static func links(_ mail: MailTarget, _ address: String) throws -> (confirm: String?, end: String?) {
        let question = try mail.taken().questions.last { $0["to"]?[0]?.text == address }
        let links = (question?["text"]?.text ?? "").split(whereSeparator: \.isNewline).filter { $0.contains("/epost/") }.map(String.init)
        return (links.first, links.last)
    }

    /// How a subscription's deliveries stand.
    func stand(_ id: String) async throws -> JSONValue { try await call("GET", "/abonnementer/\(id)").json["leveringsstand"] ?? .null }
}
