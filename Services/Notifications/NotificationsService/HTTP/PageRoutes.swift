import HTTPServer
import ServiceKit

/// The page at `/` and its files. Open to all: they tell nothing, and what they ask for needs a token.
struct PageRoutes {
    /// Nothing but the service's own files, no script or style inside the page, nobody's frame.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "base-uri 'none'",
        "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private let files: PageFiles

    init(_ files: PageFiles) { self.files = files }

    func add(to routes: inout ServiceRoutes) {
        let files = files
        routes.onOpen(.get, "/") { request in
            var response = Self.answer(files.index(PreferredLanguage.maalform(request.headers["Accept-Language"])), request)
            response.headers["Vary"] = "Accept-Language"
            return response
        }
        routes.onOpen(.get, "/side/{fil}") { request in Self.answer(files[request.parameters["fil"] ?? ""], request) }
    }

    private static func answer(_ file: PageFiles.File?, _ request: HTTPRequest) -> HTTPResponse {
        guard let file else { return ProblemDetails.notFound("the page has no such file").response }
        var headers = HTTPFields.page(policy: policy)
        (headers["Content-Type"], headers["ETag"], headers["Cache-Control"]) = (file.mediaType, file.entityTag, "no-cache")
        let isKnown = request.headers.values(of: "If-None-Match").contains { $0.contains(file.entityTag) }
        return isKnown
            ? HTTPResponse(status: 304, headers: headers) : HTTPResponse(status: 200, headers: headers, body: .bytes(file.content))
    }
}
