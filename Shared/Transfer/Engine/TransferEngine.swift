import CCurl

/// The door to the thread on which every transfer of a client runs.
final class TransferEngine: Sendable {
    let configuration: HTTPClientConfiguration
    private let inbox: TransferInbox

    /// libcurl's own start, once in the process.
    private static let globalStart: Void = { curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

    init(_ configuration: HTTPClientConfiguration) {
        Self.globalStart
        self.configuration = configuration
        let multi = curl_multi_init().map { TransferInbox.Multi(pointer: $0) }
        inbox = TransferInbox(multi, maximumTransfers: configuration.maximumTransfers)
        if let multi { TransferThread.start { [inbox] in TransferLoop(multi, inbox, configuration).run() } }
    }

    private func start(_ transfer: RunningTransfer) {
        if let refusal = inbox.start(transfer) { transfer.settle(refusal) }
    }

    /// Runs a plan and waits for the whole answer. Cancelling the task ends the transfer.
    func send(_ plan: TransferPlan) async throws(TransferError) -> HTTPClientResponse {
        let outcome = TransferOutcome<HTTPClientResponse>()
        return try await wait(for: outcome, of: RunningTransfer(plan, configuration, sink: .whole(outcome)))
    }

    /// Runs a plan and returns when the answer's head is there.
    func stream(_ plan: TransferPlan) async throws(TransferError) -> HTTPClientStream {
        let outcome = TransferOutcome<HTTPClientStream>()
        let transfer = RunningTransfer(plan, configuration, sink: .stream(outcome))
        transfer.connectBody(
            HTTPClientBody(
                resume: { [weak self, weak transfer] in if let transfer { self?.resume(transfer) } },
                cancel: { [weak self, weak transfer] in if let transfer { self?.cancel(transfer) } }))
        return try await wait(for: outcome, of: transfer)
    }

    private func wait<Value>(for outcome: TransferOutcome<Value>, of transfer: RunningTransfer) async throws(TransferError) -> Value {
        if let upload = transfer.plan.upload {
            transfer.connectUpload(UploadPump(upload) { [weak self, weak transfer] in if let transfer { self?.resume(transfer) } })
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                outcome.wait(continuation)
                start(transfer)
            }
        } onCancel: {
            cancel(transfer)
        }
        return try result.get()
    }

    private func cancel(_ transfer: RunningTransfer) {
        transfer.cancel()
        inbox.tell(.cancel(transfer))
    }

    private func resume(_ transfer: RunningTransfer) { inbox.tell(.resume(transfer)) }

    func shutDown(_ completion: (@Sendable () -> Void)?) { inbox.shutDown(completion) }
}
