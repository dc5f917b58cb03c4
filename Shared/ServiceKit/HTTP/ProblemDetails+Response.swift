public import HTTPServer

extension ProblemDetails {
    /// The answer to send.
    public var response: HTTPResponse {
        var fields: HTTPFields = ["Content-Type": ProblemDetails.contentType, "Cache-Control": "no-store"]
        for header in headers { fields[header.name] = header.value }
        return HTTPResponse(status: status, headers: fields, body: .bytes(json.encoded()))
    }
}
