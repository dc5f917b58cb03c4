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

    func start(_ transfer: HTTPTransfer) {
        if let refusal = inbox.start(transfer) { transfer.settle(refusal) }
    }

    func cancel(_ transfer: HTTPTransfer) {
        transfer.cancel()
        inbox.tell(.cancel(transfer))
    }

    func resume(_ transfer: HTTPTransfer) { inbox.tell(.resume(transfer)) }

    func shutDown(_ completion: (@Sendable () -> Void)?) { inbox.shutDown(completion) }
}
