/// Sends HTTP requests. Every transfer runs on one thread of the client's own; connections are kept and used again.
///
/// An answer with any status is an answer. Redirects are followed only where the request's ``TransferPolicy`` says so.
/// A client that nobody holds shuts itself down.
public final class HTTPClient: Sendable {
    let engine: TransferEngine

    /// A client; its thread begins to run.
    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
        engine = TransferEngine(configuration)
    }

    deinit { engine.shutDown(nil) }

    /// Sends a request and waits for the whole answer. Cancelling the task ends the transfer.
    public func send(_ request: HTTPClientRequest) async throws(TransferError) -> HTTPClientResponse {
        var hops = try RequestHops(request)
        while true {
            let response = try await engine.send(TransferPlan(hops.request))
            guard try hops.follow(status: response.status, headers: response.headers) else { return response }
        }
    }

    /// Sends a request and returns as soon as the answer's head is there; the body is read piece by piece. Cancelling the reading
    /// task or letting go of the body ends the transfer. `timeout` covers the whole body too: nil for one without an end.
    public func stream(_ request: HTTPClientRequest) async throws(TransferError) -> HTTPClientStream {
        var hops = try RequestHops(request)
        while true {
            let answer = try await engine.stream(TransferPlan(hops.request))
            guard try hops.follow(status: answer.status, headers: answer.headers) else { return answer }
        }
    }

    /// Ends every transfer with ``TransferError/Code/shutDown`` and the thread. Later sends fail the same way.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            engine.shutDown { continuation.resume() }
        }
    }
}
