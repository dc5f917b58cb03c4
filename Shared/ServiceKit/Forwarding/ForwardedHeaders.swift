import HTTPServer
import Observability
import Transfer

/// Which header fields go through a forwarder: all but those about the connection itself (RFC 9110, 7.6.1).
enum ForwardedHeaders {
    private static let ofTheConnection: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "content-length", "expect", "host", "date",
    ]

    /// The fields for the owner: marked as forwarded, in the step of the trace that forwards.
    static func request(_ headers: HTTPFields, trace: TraceContext?) -> HTTPClientHeaders {
        let dropped = dropped(headers.values(of: "Connection"))
        var kept = HTTPClientHeaders()
        for field in headers.all where !dropped.contains(field.name.lowercased()) { kept.add(field.name, field.value) }
        if let trace {
            kept["traceparent"] = trace.traceparent
            kept["tracestate"] = trace.tracestate
        }
        kept[RequestForwarder.header] = "1"
        return kept
    }

    /// The fields for the client.
    static func response(_ headers: HTTPClientHeaders) -> HTTPFields {
        let dropped = dropped(headers.values(of: "Connection"))
        var kept = HTTPFields()
        for field in headers.all where !dropped.contains(field.name.lowercased()) { kept.add(field.name, field.value) }
        return kept
    }

    private static func dropped(_ connection: [String]) -> Set<String> {
        let named = connection.flatMap { $0.split(separator: ",") }.map { String($0.trimmingSpaces).lowercased() }
        return ofTheConnection.union(named)
    }
}
