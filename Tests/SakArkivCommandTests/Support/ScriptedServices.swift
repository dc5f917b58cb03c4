import Contracts
import Foundation
import Synchronization

@testable import SakArkivCommand

/// Services that answer from memory, and remember what they were asked.
final class ScriptedServices: Requester {
    typealias Handler = @Sendable (ServiceRequest) -> ServiceAnswer

    private let routes: Mutex<[String: Handler]>
    private let asked = Mutex<[ServiceRequest]>([])

    /// - Parameter routes: by method and path, such as `GET /kommuner`; the query is the handler's business.
    init(_ routes: [String: Handler] = [:]) { self.routes = Mutex(routes) }

    /// Answers a route with JSON.
    func answer(_ route: String, status: Int = 200, _ json: JSONValue) { handle(route) { _ in Self.json(status, json) } }

    /// Answers a route with the next of several answers; the last one stays.
    func answer(_ route: String, inTurn answers: [ServiceAnswer]) {
        let left = Mutex(answers)
        handle(route) { _ in left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    func handle(_ route: String, _ handler: @escaping Handler) { routes.withLock { $0[route] = handler } }

    /// Every request so far.
    var requests: [ServiceRequest] { asked.withLock { $0 } }

    /// `POST /cloudevents` and the like, in order.
    var calls: [String] { requests.map { "\($0.method) \(Self.target($0))" } }

    func send(_ request: ServiceRequest) async throws -> ServiceAnswer {
        asked.withLock { $0.append(request) }
        let path = Self.target(request).split(separator: "?").first.map(String.init) ?? "/"
        guard let handler = routes.withLock({ $0["\(request.method) \(path)"] }) else { throw Unreachable(reason: "connection refused") }
        return handler(request)
    }

    /// Path and query.
    static func target(_ request: ServiceRequest) -> String {
        let parts = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count > 2 || request.url.hasPrefix("http") else { return request.url }
        let rest = request.url.dropFirst("http://".count)
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }

    static func json(_ status: Int, _ json: JSONValue, headers: [String: String] = [:]) -> ServiceAnswer {
        ServiceAnswer(status: status, headers: headers, body: json.data)
    }

    /// Problem details with faults.
    static func problem(_ status: Int, _ title: String, _ faults: [(pointer: String, message: String)] = []) -> ServiceAnswer {
        let errors = faults.map { fault -> JSONValue in
            ["pointer": .string(fault.pointer), "code": "x", "message": .string(fault.message)]
        }
        return json(status, ["title": .string(title), "status": .int(Int64(status)), "errors": .array(errors)])
    }
}
