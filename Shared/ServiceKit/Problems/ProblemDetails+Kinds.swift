public import Domain
import Observability

extension ProblemDetails {
    /// 400: the request itself is malformed.
    public static func badRequest(_ detail: String, errors: [Fault] = []) -> ProblemDetails {
        ProblemDetails("bad-request", title: "The request is malformed", status: 400, detail: detail, errors: errors)
    }

    /// 401: nobody has shown who they are (RFC 6750).
    public static func unauthenticated(_ detail: String, wasTokenSent: Bool = false) -> ProblemDetails {
        let challenge = wasTokenSent ? "Bearer realm=\"sakarkiv\", error=\"invalid_token\"" : "Bearer realm=\"sakarkiv\""
        return ProblemDetails(
            "unauthenticated", title: "Show who you are", status: 401, detail: detail, headers: [("WWW-Authenticate", challenge)])
    }

    /// 403: known, but not allowed.
    public static func forbidden(_ detail: String, errors: [Fault] = []) -> ProblemDetails {
        ProblemDetails("forbidden", title: "Not allowed", status: 403, detail: detail, errors: errors)
    }

    /// 404: there is no such thing.
    public static func notFound(_ detail: String) -> ProblemDetails {
        ProblemDetails("not-found", title: "What the request points at does not exist", status: 404, detail: detail)
    }

    /// 409: what the request wants does not go with what is there.
    public static func conflict(_ detail: String, errors: [Fault] = []) -> ProblemDetails {
        ProblemDetails("conflict", title: "In conflict with what is there", status: 409, detail: detail, errors: errors)
    }

    /// 413: more than is taken.
    public static func tooLarge(limitBytes: Int) -> ProblemDetails {
        ProblemDetails("too-large", title: "Too large", status: 413, detail: "at most \(limitBytes) bytes are taken")
    }

    /// 415: a media type nobody here reads.
    public static func unsupportedMediaType(_ detail: String) -> ProblemDetails {
        ProblemDetails("unsupported-media-type", title: "No such media type here", status: 415, detail: detail)
    }

    /// 421: this instance does not own the municipality's shard (any more), and the request was forwarded already.
    public static func misdirected() -> ProblemDetails {
        ProblemDetails("not-the-owner", title: "Another instance owns this municipality", status: 421)
    }

    /// 503: not now; try again.
    public static func unavailable(_ detail: String, retryAfter: Duration = .seconds(1)) -> ProblemDetails {
        ProblemDetails(
            "unavailable", title: "Not now; try again", status: 503, detail: detail,
            headers: [("Retry-After", String(max(1, (retryAfter.wholeMilliseconds + 999) / 1_000)))])
    }

    /// 500: a fault of the program. Nothing of the error itself goes out; the log has it.
    public static func serverError() -> ProblemDetails {
        ProblemDetails("server-error", title: "The fault is ours", status: 500, detail: "the log has the details")
    }
}
