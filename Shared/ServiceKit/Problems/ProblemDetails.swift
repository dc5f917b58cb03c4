public import Contracts
public import Domain

/// An error as HTTP tells it (RFC 9457), with every fault and where it stands.
public struct ProblemDetails: Error, Hashable, Sendable {
    /// The media type to send it with.
    public static let contentType = "application/problem+json"

    /// What kind of problem: a relative URI that never changes, `/problems/<code>`.
    public let type: String
    /// The kind in a few words, the same for every problem of the type.
    public let title: String
    /// The HTTP status.
    public let status: Int
    /// What happened this time; nil when the title says it all.
    public let detail: String?
    /// The request this is about, for asking afterwards: the trace's identifier; nil outside a request.
    public var instance: String?
    /// Every fault and where it stands; may be empty.
    public let errors: [Fault]
    /// Headers that belong to the answer, such as `Retry-After` and `WWW-Authenticate`.
    public let headers: [(name: String, value: String)]

    /// A problem.
    ///
    /// - Parameter code: the kind, lower case with hyphens; becomes `/problems/<code>`.
    public init(
        _ code: String, title: String, status: Int, detail: String? = nil, errors: [Fault] = [],
        headers: [(name: String, value: String)] = []
    ) {
        (type, self.title, self.status, self.detail) = ("/problems/\(code)", title, status, detail)
        (self.errors, self.headers) = (errors, headers)
    }

    /// A business "no" as HTTP tells it: 422 with every fault, 403 for what whoever asks may not see, 404 for what does not exist, 500 for what is
    /// our fault.
    public init(_ rejection: Rejection) {
        switch rejection.kind {
        case .ugyldigforespoersel where rejection.faults.contains { $0.code == FaultCode.notCleared.rawValue }:
            self.init("forbidden", title: "Not allowed", status: 403, errors: rejection.faults)
        case .ugyldigforespoersel:
            self.init("invalid-request", title: "The request was understood and refused", status: 422, errors: rejection.faults)
        case .ikkefunnet:
            self.init("not-found", title: "What the request points at does not exist", status: 404, errors: rejection.faults)
        case .serverfeil:
            self.init("server-error", title: "The fault is ours", status: 500, errors: rejection.faults)
        }
    }

    /// The body, as JSON; members that have no value are left out.
    public var json: JSONValue {
        var members: [String: JSONValue] = ["type": .string(type), "title": .string(title), "status": .int(Int64(status))]
        if let detail { members["detail"] = .string(detail) }
        if let instance { members["instance"] = .string(instance) }
        members["errors"] = .array(
            errors.map { ["pointer": .string($0.pointer), "code": .string($0.code), "message": .string($0.message)] })
        return .object(members)
    }

    /// Same type, status, detail, instance and errors.
    public static func == (left: Self, right: Self) -> Bool {
        left.type == right.type && left.status == right.status && left.detail == right.detail && left.instance == right.instance
            && left.errors == right.errors
    }

    /// Feeds type and status.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(status)
    }
}
