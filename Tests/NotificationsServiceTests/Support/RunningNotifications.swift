import Contracts
import ServiceTestSupport
import Transfer

@testable import NotificationsService

/// The real service, in this process.
typealias RunningNotifications = RunningService
typealias DataFolder = TestFolder

extension ServiceAnswer {
    /// The cursors of a page.
    var cursors: [Int64] { (json["treff"]?.elements ?? []).compactMap { $0["cursor"]?.integer } }
}

extension RunningService {
    /// Starts it and waits until it is ready.
    static func start(in folder: DataFolder, _ more: [String: String] = [:]) async throws -> RunningNotifications {
        try await start(NotificationsApp.definition, in: folder, ["SAKARKIV_PARTITIONS": "1"].merging(more) { $1 })
    }

    func call(
        _ method: String, _ path: String, as identity: String? = "saksbehandler", _ body: JSONValue? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        try await answer(method, path, as: identity, body: body?.encoded() ?? [], headers: headers)
    }

    func get(_ path: String, as identity: String? = "saksbehandler", headers: [(String, String)] = []) async throws -> Answer {
        try await call("GET", path, as: identity, headers: headers)
    }

    /// Follows a feed; the connection stays until the task that reads is done with it.
    func follow(_ id: String, as identity: String = "saksbehandler", after: String? = nil) async throws -> ReceivedEvents {
        var headers = [("Accept", "text/event-stream")]
        if let after { headers.append(("Last-Event-ID", after)) }
        var request = try request("GET", "/abonnementer/\(id)/hendelser", as: identity, headers: headers)
        (request.timeout, request.maximumResponseBytes) = (.seconds(300), nil)
        let answer = try await client.stream(request)
        guard answer.status == 200 else { throw Unexpected(description: "status \(answer.status)") }
        return ReceivedEvents(answer.body)
    }

    /// Makes a subscription to all of Hamar (or part of it); its id.
    func subscribe(_ filter: [String: JSONValue] = [:], as identity: String = "saksbehandler") async throws -> String {
        var filter = filter
        filter["kommune"] = "970540008"
        // The municipality is taken in from the log soon after the start.
        return try await eventually("a subscription") {
            let body: JSONValue = ["navn": "Prøve", "filter": .object(filter), "levering": ["type": "sse"]]
            return try await self.call("POST", "/abonnementer", as: identity, body).json["id"]?.text
        }
    }
}
