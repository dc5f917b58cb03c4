import HTTPServer
import Testing
import Transfer

@Suite(.serialized)
struct StopUnderLoadTests {
    private func router() -> Router {
        var router = echoRouter()
        router.on(.get, "/sov") { _ in
            // Cancelled means stopped: the answer then does not matter.
            try? await Task.sleep(for: .milliseconds(5))
            return .noContent
        }
        router.on(.get, "/hendelser") { request in
            let stream = HTTPStream(endsAtDrain: request.query["slutt"] != nil)
            Task { while await stream.write([UInt8](repeating: 120, count: 3000)) { await Task.yield() } }
            return .serverSentEvents(stream)
        }
        router.onStreaming(.put, "/filer") { _, body in
            do { for try await _ in body { await Task.yield() } } catch { return .problem(status: 500, detail: "\(error)") }
            return .noContent
        }
        return router
    }

    /// Keeps one kind of request under way until the server is gone.
    private static func hammer(_ client: HTTPClient, _ url: String, kind: Int) async {
        let body = [UInt8](repeating: 7, count: 300_000)
        while !Task.isCancelled {
            do throws(TransferError) {
                switch kind % 4 {
                case 0: _ = try await client.send(HTTPClientRequest(url: url + "/sov"))
                case 1: _ = try await client.send(HTTPClientRequest(method: "PUT", url: url + "/filer", body: body))
                case 2: _ = try await client.send(HTTPClientRequest(method: "POST", url: url + "/ekko", body: body))
                default:
                    var left = 20
                    let query = kind % 8 == 3 ? "?slutt=1" : ""
                    for try await _ in try await client.stream(HTTPClientRequest(url: url + "/hendelser" + query)).body where left > 0 {
                        left -= 1
                        if left == 0 { break }
                    }
                }
            } catch {
                if error.code == .connectionFailed { return }
            }
        }
    }

    @Test(arguments: 0..<12)
    func `stopping in the middle of everything ends everything`(round: Int) async throws {
        let (admitted, over) = (Collected<Bool>(), Collected<Bool>())
        var router = router()
        router.admission = { _ in
            admitted.add(true)
            return nil
        }
        var configuration = HTTPServerConfiguration()
        configuration.observer = { if $0.route != nil { over.add(true) } }
        let server = HTTPServer(configuration: configuration, router: router)
        let url = "http://127.0.0.1:\(try server.start())"
        let client = HTTPClient()
        await withTaskGroup(of: Void.self) { group in
            for kind in 0..<24 { group.addTask { await Self.hammer(client, url, kind: kind) } }
            // Cancelled means the test is over: then it stops at once.
            _ = try? await admitted.waitFor(1 + round * 30)
            await server.stop(grace: .milliseconds(round % 3 * 10))
            group.cancelAll()
        }
        await client.shutdown()
        // Every request that was let in is over, each once.
        #expect(admitted.all.count > 0)
        #expect(over.all.count == admitted.all.count)
    }
}
