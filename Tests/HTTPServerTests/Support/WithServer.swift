import HTTPServer

/// Runs a server for the body and stops it afterwards, whatever happens.
func withServer(
    _ router: Router, configure: (inout HTTPServerConfiguration) -> Void = { _ in },
    _ body: (_ port: UInt16, _ server: HTTPServer) async throws -> Void
) async throws {
    var configuration = HTTPServerConfiguration()
    configure(&configuration)
    let server = HTTPServer(configuration: configuration, router: router)
    let port = try server.start()
    do {
        try await body(port, server)
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
    await server.stop(grace: .seconds(2))
}

/// A router with one route that gives back method, path, parameters and body.
func echoRouter(maximumBodyBytes: Int? = nil) -> Router {
    var router = Router()
    for method in [HTTPMethod.get, .post, .put] {
        router.on(method, "/ekko", maximumBodyBytes: maximumBodyBytes) { request in
            .text("\(request.method) \(request.target) \(request.body.count) \(String(decoding: request.body.prefix(64), as: UTF8.self))")
        }
    }
    return router
}
