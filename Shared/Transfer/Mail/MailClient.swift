/// Delivers mail to servers (SMTP). Every delivery runs on one thread of the client's own; connections are kept and used again.
public final class MailClient: Sendable {
    private let engine: TransferEngine

    /// A client; its thread begins to run. Of the configuration the limits on connections and transfers and the TLS options count.
    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
        var configuration = configuration
        configuration.proxy = nil
        engine = TransferEngine(configuration)
    }

    deinit { engine.shutDown(nil) }

    /// Delivers one mail to all of its recipients or to none. Cancelling the task ends the attempt.
    ///
    /// When it returns, the server has taken the mail over. When the connection is lost or time runs out after the message was sent,
    /// nobody knows whether it did: sending again may deliver it twice.
    ///
    /// - Throws: ``TransferError``; of it ``TransferError/Code/mailRefused`` has a ``TransferError/replyCode``: from 400 on it is worth
    ///   trying later, from 500 on it is not.
    public func deliver(_ mail: Mail, to server: MailServer) async throws(TransferError) {
        try mail.check()
        var limits = TransferLimits()
        (limits.connectTimeout, limits.timeout) = (server.connectTimeout, server.timeout)
        let delivery = MailDelivery(mail: mail, server: server)
        try delivery.check()
        _ = try await engine.send(TransferPlan(delivery, limits: limits))
    }

    /// Ends every delivery with ``TransferError/Code/shutDown`` and the thread. Later ones fail the same way.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            engine.shutDown { continuation.resume() }
        }
    }
}
