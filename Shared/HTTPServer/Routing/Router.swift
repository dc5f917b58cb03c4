/// Which handler answers which method and path.
///
/// A pattern is a path with `{name}` parameters: `/saksmapper/{saksaar}/{sakssekvensnummer}`. A parameter matches one non-empty
/// segment, compared after decoding; literal segments win over parameters. HEAD is served by GET's route, OPTIONS is answered with
/// `Allow`; an unknown path is 404 and an unknown method 405 with `Allow`, both as problem details (RFC 9457).
public struct Router: Sendable {
    private var tree = RouteTree()
    private var middleware: [HTTPMiddleware] = []

    /// Asked about every request that has a route, from its head alone and before its body is read.
    public var admission: HTTPAdmission?

    /// A router without routes.
    public init() {}

    /// Registers a route that gets the whole body. `maximumBodyBytes` is this route's limit; nil takes the server's.
    public mutating func on(
        _ method: HTTPMethod, _ pattern: String, maximumBodyBytes: Int? = nil, _ handler: @escaping HTTPHandler
    ) {
        insert(method, pattern, maximumBodyBytes.map(Int64.init), .whole(handler))
    }

    /// Registers a route that reads its body as a stream. `maximumBodyBytes` nil sets no limit.
    public mutating func onStreaming(
        _ method: HTTPMethod, _ pattern: String, maximumBodyBytes: Int64? = nil, _ handler: @escaping HTTPStreamingHandler
    ) {
        insert(method, pattern, maximumBodyBytes, .streaming(handler))
    }

    /// Puts middleware around every route's handler; the first one added is the outermost.
    public mutating func use(_ middleware: @escaping HTTPMiddleware) { self.middleware.append(middleware) }

    /// Every route's method and pattern, in the order of registration.
    public var routes: [(method: HTTPMethod, pattern: String)] { tree.routes.map { ($0.method, $0.pattern.text) } }

    /// The router as one handler, without a server: for tests and for forwarding inside the process.
    public var handler: HTTPHandler {
        { request in
            switch self.dispatch(request) {
            case .answered(let response): response
            case .whole(let routed, _, let handler): await handler(routed)
            case .streaming(let routed, _, let handler): await handler(routed, HTTPBodyStream(routed.body))
            }
        }
    }

    /// Decides about a request from its head.
    func dispatch(_ request: HTTPRequest) -> HTTPDispatch {
        let methods = request.method == .head ? [.head, .get] : [request.method]
        let (found, allowed) = tree.find(request.pathSegments, methods: methods)
        guard let found else { return .answered(Self.refusal(request, allowed)) }
        var request = request
        request.route = found.pattern.text
        request.parameters = found.parameters(in: request.pathSegments)
        if let refusal = admission?(request) { return .answered(refusal) }
        switch found.action {
        case .whole(let handler): return .whole(request, maximumBodyBytes: found.maximumBodyBytes, wrapped(handler))
        case .streaming(let handler):
            return .streaming(request, maximumBodyBytes: found.maximumBodyBytes) { [self] request, body in
                await wrapped { await handler($0, body) }(request)
            }
        }
    }

    private mutating func insert(_ method: HTTPMethod, _ pattern: String, _ maximumBodyBytes: Int64?, _ action: RouteTree.Route.Action) {
        tree.insert(
            RouteTree.Route(method: method, pattern: RoutePattern(pattern), maximumBodyBytes: maximumBodyBytes, action: action))
    }

    private func wrapped(_ handler: @escaping HTTPHandler) -> HTTPHandler {
        middleware.reversed().reduce(handler) { inner, outer in { await outer($0, inner) } }
    }

    /// 404, 405, or the answer to OPTIONS.
    private static func refusal(_ request: HTTPRequest, _ registered: [HTTPMethod]) -> HTTPResponse {
        if request.method == .options, request.path == "*" { return .noContent }
        if registered.isEmpty { return .problem(status: 404, detail: "nothing is at \(request.path)") }
        let head: [HTTPMethod] = registered.contains(.get) && !registered.contains(.head) ? [.head] : []
        let allow: HTTPFields = ["Allow": (registered + head + [.options]).map(\.rawValue).joined(separator: ", ")]
        if request.method == .options { return HTTPResponse(status: 204, headers: allow) }
        return .problem(status: 405, detail: "\(request.method) is not allowed at \(request.path)", headers: allow)
    }
}
