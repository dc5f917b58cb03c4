import Contracts
import Foundation
import Observability

/// Talks to the services: finds them, sends the right token, waits and tries again where that is safe, and explains what went wrong.
struct ServiceClient: Sendable {
    let addresses: ServiceAddresses
    let tokens: Tokens
    let requester: any Requester
    let clock: any TimeSource
    let timeoutSeconds: Int

    /// Tries of a request that was answered with "not now".
    private static let triesMax = 6
    private static let retryAfterSecondsMax = 10

    /// Asks and expects success.
    ///
    /// - Parameter url: the instance to ask; nil = each known one of the service in turn until one answers.
    /// - Throws: `CommandFailure` when nobody answers or the token is refused; `Problem` when the service says no.
    func call(
        _ method: String, _ service: ServiceName, _ path: String, at url: String? = nil, as identity: String,
        headers: [String: String] = [:], body: Data = Data()
    ) async throws -> ServiceAnswer {
        var request = ServiceRequest(method: method, url: "", headers: headers, body: body, timeoutSeconds: timeoutSeconds)
        request.headers["Authorization"] = "Bearer \(try tokens.token(of: identity))"
        request.headers["Accept"] = headers["Accept"] ?? "application/json"
        let bases = url.map { [$0] } ?? addresses.all(service)
        for attempt in 1...Self.triesMax {
            let answer = try await firstAnswer(request, service, path, bases)
            if (200..<300).contains(answer.status) { return answer }
            let problem = Problem(answer)
            guard [421, 429, 503].contains(answer.status), attempt < Self.triesMax else { throw try explained(problem, identity) }
            try await clock.sleep(for: pause(answer, attempt: attempt))
        }
        throw CommandFailure(.temporary, "\(service.rawValue) has no time for us")
    }

    /// The JSON of `call`.
    func json(
        _ method: String, _ service: ServiceName, _ path: String, at url: String? = nil, as identity: String,
        headers: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONValue {
        let headers = body == nil ? headers : headers.merging(["Content-Type": "application/json"]) { given, _ in given }
        let answer = try await call(method, service, path, at: url, as: identity, headers: headers, body: body?.data ?? Data())
        guard !answer.body.isEmpty else { return .null }
        do { return try JSONValue.parse(answer.body) } catch {
            throw CommandFailure(.internal, "\(service.rawValue) answered \(path) with something that is not JSON")
        }
    }

    /// The JSON at a path.
    func json(_ service: ServiceName, _ path: String, at url: String? = nil, as identity: String) async throws -> JSONValue {
        try await json("GET", service, path, at: url, as: identity)
    }

    /// Follows the pages of a list to its end.
    func pages(_ service: ServiceName, _ path: String, as identity: String) async throws -> [JSONValue] {
        var (all, next): ([JSONValue], String?) = ([], path)
        while let path = next {
            let page = try await json(service, path, as: identity)
            let found = page.hits
            all += found
            next = found.isEmpty ? nil : page["neste"]?.text.flatMap { Paging.path($0, after: path) }
        }
        return all
    }

    private func firstAnswer(_ request: ServiceRequest, _ service: ServiceName, _ path: String, _ bases: [String]) async throws
        -> ServiceAnswer
    {
        var reasons: [String] = []
        for base in bases {
            var request = request
            request.url = base + path
            do { return try await requester.send(request) } catch let error as Unreachable { reasons.append("\(base) (\(error.reason))") }
        }
        throw CommandFailure(
            .unavailable, "\(service.rawValue) does not answer at \(reasons.joined(separator: ", "))",
            advice: "is it running? Start everything with compose/up, or name another address with --\(service.rawValue)")
    }

    private func explained(_ problem: Problem, _ identity: String) throws -> any Error {
        guard problem.exitCode == .notAuthorised else { return problem }
        return CommandFailure(
            .notAuthorised, problem.lines[0],
            advice: "the token sent was \(tokens.origin(identity)); --as IDENTITY or --token sends another")
    }

    private func pause(_ answer: ServiceAnswer, attempt: Int) -> Duration {
        if let seconds = answer.headers["retry-after"].flatMap(Int.init) { return .seconds(min(seconds, Self.retryAfterSecondsMax)) }
        return .milliseconds(100 << min(attempt, 6))
    }
}

/// Makes the next page's path out of a list's `neste`.
enum Paging {
    /// `next` may be a URL, a path, or a bare position for `after=`.
    static func path(_ next: String, after path: String) -> String? {
        guard !next.isEmpty else { return nil }
        if next.hasPrefix("/") { return next }
        if let url = URLComponents(string: next), url.scheme != nil {
            return url.percentEncodedPath + (url.percentEncodedQuery.map { "?\($0)" } ?? "")
        }
        var parts = URLComponents(string: path)
        var items = (parts?.queryItems ?? []).filter { $0.name != "after" }
        items.append(URLQueryItem(name: "after", value: next))
        parts?.queryItems = items
        return parts?.string
    }

    /// `path?name=value&…` with the values escaped.
    static func query(_ path: String, _ items: [(String, String?)]) -> String {
        var allowed = CharacterSet.urlQueryAllowed
        allowed.remove(charactersIn: "&+=?#;")
        let pairs = items.compactMap { name, value in
            value.map { "\(name)=\($0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0)" }
        }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}
