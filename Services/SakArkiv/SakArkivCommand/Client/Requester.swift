import Foundation

/// One HTTP request of the command.
struct ServiceRequest: Sendable {
    var method = "GET"
    /// Absolute.
    var url: String
    var headers: [String: String] = [:]
    var body = Data()
    /// Whole seconds from start to last byte.
    var timeoutSeconds = 30
}

/// What came back.
struct ServiceAnswer: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String] = [:]
    var body = Data()
}

/// Sends requests. The real one is `HTTPRequester`; tests answer from memory.
protocol Requester: Sendable {
    /// The answer, whatever its status.
    ///
    /// - Throws: `Unreachable` when there is none.
    func send(_ request: ServiceRequest) async throws -> ServiceAnswer
}

/// Nobody answered: refused, no route, timed out.
struct Unreachable: Error, Equatable {
    /// What the network said.
    let reason: String
}
