/// Sends HTTP requests. Every transfer runs on one thread of the client's own; connections are kept and used again.
///
/// Redirects are not followed: an answer with any status is an answer. A client that nobody holds shuts itself down.
public final class HTTPClient: Sendable {
    private let engine: TransferEngine

    /// A client; its thread begins to run.
    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
        engine = TransferEngine(configuration)
    }

    deinit { engine.shutDown(nil) }

    /// Sends a request and waits for the whole answer. Cancelling the task ends the transfer.
    public func send(_ request: HTTPClientRequest) async throws(TransferError) -> HTTPClientResponse {
        let outcome = TransferOutcome<HTTPClientResponse>()
        let transfer = HTTPTransfer(request, engine.configuration, sink: .whole(outcome))
        return try await wait(for: outcome, of: transfer)
    }

    /// Sends a request and returns as soon as the answer's head is there; the body is read piece by piece. Cancelling the reading
    /// task or letting go of the body ends the transfer. `timeout` covers the whole body too: nil for one without an end.
    public func stream(_ request: HTTPClientRequest) async throws(TransferError) -> HTTPClientStream {
        let outcome = TransferOutcome<HTTPClientStream>()
        let transfer = HTTPTransfer(request, engine.configuration, sink: .stream(outcome))
        transfer.connectBody(
            HTTPClientBody(
                resume: { [engine, weak transfer] in if let transfer { engine.resume(transfer) } },
                cancel: { [engine, weak transfer] in if let transfer { engine.cancel(transfer) } }))
        return try await wait(for: outcome, of: transfer)
    }

    /// Ends every transfer with ``TransferError/Code/shutDown`` and the thread. Later sends fail the same way.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            engine.shutDown { continuation.resume() }
        }
    }

    private func wait<Value>(for outcome: TransferOutcome<Value>, of transfer: HTTPTransfer) async throws(TransferError) -> Value {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                outcome.wait(continuation)
                engine.start(transfer)
            }
        } onCancel: {
            engine.cancel(transfer)
        }
        return try result.get()
    }
}
