import CommitLog
import Domain
public import HTTPServer
public import Observability
import ShardRuntime

/// A service's routes: each says who may use it, and that is settled from the head of a request, before its body is read.
///
/// Handlers may throw: `ProblemDetails` is answered as it is, a `Rejection` as RFC 9457 tells it, a log that is
/// away is answered 503, anything else is logged and answered 500.
public struct ServiceRoutes: Sendable {
    /// Answers a request of somebody who may make it.
    public typealias Handler = @Sendable (AuthorizedRequest) async throws -> HTTPResponse
    /// The same, reading the body piece by piece.
    public typealias StreamingHandler = @Sendable (AuthorizedRequest, HTTPBodyStream) async throws -> HTTPResponse

    private struct Place: Hashable {
        let method: HTTPMethod
        let pattern: String
    }

    private var routes = Router()
    private var allowed: [Place: Set<Role>] = [:]
    private let authorizer: Authorizer
    private let logger: Logger
    private let random: RandomSource

    /// No routes yet.
    public init(authorizer: Authorizer, logger: Logger, random: RandomSource) {
        (self.authorizer, self.logger, self.random) = (authorizer, logger, random)
    }

    /// No routes but the standard ones: `/healthz`, `/readyz`, `/metrics`, `/openapi.json`.
    ///
    /// - Parameter openAPI: the service's OpenAPI document, as Contracts has it.
    public init(_ context: ServiceContext, openAPI: [UInt8]) {
        self.init(authorizer: context.authorizer, logger: context.logger, random: context.random)
        StandardRoutes(health: context.health, metrics: context.metrics, openAPI: openAPI).add(to: &routes)
    }

    /// Adds a route for these roles; it gets the whole body.
    public mutating func on(
        _ method: HTTPMethod, _ pattern: String, for roles: Set<Role>, maximumBodyBytes: Int? = nil, _ handler: @escaping Handler
    ) {
        allowed[Place(method: method, pattern: pattern)] = roles
        let answer = answering(roles)
        routes.on(method, pattern, maximumBodyBytes: maximumBodyBytes) { request in
            await answer(request) { try await handler($0) }
        }
    }

    /// Adds a route for these roles that reads its body piece by piece.
    public mutating func onStreaming(
        _ method: HTTPMethod, _ pattern: String, for roles: Set<Role>, maximumBodyBytes: Int64? = nil, _ handler: @escaping StreamingHandler
    ) {
        allowed[Place(method: method, pattern: pattern)] = roles
        let answer = answering(roles)
        routes.onStreaming(method, pattern, maximumBodyBytes: maximumBodyBytes) { request, body in
            await answer(request) { try await handler($0, body) }
        }
    }

    /// Adds a route that anybody may use without a token: only for what tells nothing, such as a page's own files, or where the address itself
    /// is signed.
    public mutating func onOpen(
        _ method: HTTPMethod, _ pattern: String, maximumBodyBytes: Int? = nil, _ handler: @escaping HTTPHandler
    ) {
        routes.on(method, pattern, maximumBodyBytes: maximumBodyBytes, handler)
    }

    /// Every route, in the order of registration, and who may use it; nil: anybody, without a token.
    var listed: [(method: HTTPMethod, pattern: String, roles: Set<Role>?)] {
        routes.routes.map { ($0.method, $0.pattern, allowed[Place(method: $0.method, pattern: $0.pattern)]) }
    }

    /// The routes for a server.
    public var router: Router {
        var router = routes
        let (allowed, authorizer) = (allowed, authorizer)
        router.admission = { request in
            let method: HTTPMethod = request.method == .head ? .get : request.method
            guard let pattern = request.route, let roles = allowed[Place(method: method, pattern: pattern)] else { return nil }
            guard case .failure(let problem) = authorizer.authorize(request, roles: roles) else { return nil }
            return problem.response.guarded
        }
        return router
    }

    private func answering(_ roles: Set<Role>) -> @Sendable (HTTPRequest, Handler) async -> HTTPResponse {
        let (authorizer, logger, random) = (authorizer, logger, random)
        return { request, handler in
            let trace = TraceContext.continuing(
                traceparent: request.headers["traceparent"], tracestate: request.headers["tracestate"], random: random)
            let traced = logger.with(trace)
            do {
                let principal = try authorizer.authorize(request, roles: roles).get()
                return try await handler(AuthorizedRequest(request: request, principal: principal, trace: trace, logger: traced)).guarded
            } catch {
                var problem = ServiceRoutes.problem(of: error, request, traced)
                problem.instance = trace.instance
                return problem.response.guarded
            }
        }
    }

    private static func problem(of error: any Error, _ request: HTTPRequest, _ logger: Logger) -> ProblemDetails {
        switch error {
        case let problem as ProblemDetails: return problem
        case let rejection as Rejection: return ProblemDetails(rejection)
        case is TooManyReads: return .unavailable("too many reads wait already")
        case let error as LogError where [.unavailable, .outcomeUnknown, .closed].contains(error.code):
            logger.warning(
                "a request found the log away",
                ["method": .name(request.method), "route": .name(request.route ?? "-"), "reason": .reason(error)])
            let doubt = error.code == .outcomeUnknown ? "; whether it was done is not known yet" : ""
            return .unavailable("the log does not answer just now\(doubt)", retryAfter: .seconds(2))
        case is CancellationError: return .unavailable("the service is being stopped")
        default:
            logger.error(
                "a request failed",
                ["method": .name(request.method), "route": .name(request.route ?? "-"), "reason": .reason(error)])
            return .serverError()
        }
    }
}

extension TraceContext {
    /// What a problem's `instance` says: the trace it happened in.
    var instance: String { "urn:sakarkiv:trace:\(traceIDText)" }
}

extension HTTPResponse {
    /// The answer as it goes to somebody with a token. JSON is kept by no cache, unless the route has said otherwise, and taken for nothing else.
    fileprivate var guarded: HTTPResponse {
        guard isJSON else { return self }
        var guarded = self
        if headers["Cache-Control"] == nil { guarded.headers["Cache-Control"] = "no-store" }
        guarded.headers["X-Content-Type-Options"] = "nosniff"
        return guarded
    }

    private var isJSON: Bool {
        guard let type = headers["Content-Type"]?.prefix(while: { $0 != ";" && $0 != " " }).lowercased() else { return false }
        return type == "application/json" || type.hasSuffix("+json")
    }
}
