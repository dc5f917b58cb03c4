import HTTPServer

/// What the HTTP server can do at most: each request a Swift task that answers a word, without metrics, rights or a store.
enum OnlyAnswers {
    /// Answers until the process is stopped.
    static func run(on port: UInt16) async throws {
        var router = Router()
        router.on(.get, "/") { _ in .text("ok") }
        var configuration = HTTPServerConfiguration()
        configuration.port = port
        let server = HTTPServer(configuration: configuration, router: router)
        print("answers at http://127.0.0.1:\(try server.start())/")
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }
}
