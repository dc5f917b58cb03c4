import CCurl

/// The engine's thread: takes what tasks ask for, lets libcurl work, settles what is done.
final class TransferLoop {
    /// Handles kept for further transfers.
    private static let sparedHandles = 64
    /// The longest sleep; libcurl's own timers and the inbox wake earlier.
    private static let longestSleepMilliseconds: Int32 = 10_000

    private let multi: UnsafeMutableRawPointer
    private let inbox: TransferInbox
    private let configuration: HTTPClientConfiguration
    private var active: [UnsafeMutableRawPointer: RunningTransfer] = [:]
    private var spared: [EasyHandle] = []

    init(_ multi: TransferInbox.Multi, _ inbox: TransferInbox, _ configuration: HTTPClientConfiguration) {
        (self.multi, self.inbox, self.configuration) = (multi.pointer, inbox, configuration)
        sak_curl_multi_set_long(self.multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
        sak_curl_multi_set_long(self.multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost)
        sak_curl_multi_set_long(self.multi, CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
    }

    /// Runs until the inbox is shut down.
    func run() {
        while true {
            let (commands, isShutDown) = inbox.take()
            for command in commands { handle(command) }
            if isShutDown { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            settleFinished()
            curl_multi_poll(multi, nil, 0, Self.longestSleepMilliseconds, nil)
        }
        for transfer in active.values {
            end(transfer) { $0.settle(TransferError(.shutDown, "\($0.describing): the client was shut down")) }
        }
        spared = []
        let completions = inbox.close()
        curl_multi_cleanup(multi)
        for completion in completions { completion() }
    }

    private func handle(_ command: TransferInbox.Command) {
        switch command {
        case .start(let transfer): start(transfer)
        case .cancel(let transfer):
            guard let handle = transfer.handle, active[handle.pointer] === transfer else { return }
            end(transfer) { $0.settle(TransferError(.cancelled, "\($0.describing): cancelled")) }
        case .resume(let transfer):
            guard let handle = transfer.handle, active[handle.pointer] === transfer else { return }
            let code = handle.unpause()
            if code != CURLE_OK { end(transfer) { $0.finish(code) } }
        }
    }

    private func start(_ transfer: RunningTransfer) {
        guard !transfer.isCancelled else { return refuse(transfer, TransferError(.cancelled, "\(transfer.describing): cancelled")) }
        guard let handle = spared.popLast() ?? EasyHandle() else {
            return refuse(transfer, TransferError(.failed, "libcurl gave no handle"))
        }
        do throws(TransferError) {
            try transfer.begin(on: handle)
        } catch {
            return refuse(transfer, error)
        }
        active[handle.pointer] = transfer
        let added = curl_multi_add_handle(multi, handle.pointer)
        if added != CURLM_OK { end(transfer) { $0.settle(TransferError(.failed, String(cString: curl_multi_strerror(added)))) } }
    }

    /// Settles a transfer that libcurl never had.
    private func refuse(_ transfer: RunningTransfer, _ error: TransferError) {
        transfer.settle(error)
        inbox.transferEnded()
    }

    private func settleFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let pointer = message.easy_handle, let transfer = active[pointer] else { continue }
            let code = message.data.result
            end(transfer) { $0.finish(code) }
        }
    }

    /// Takes a transfer away from libcurl, settles it, and keeps its handle.
    private func end(_ transfer: RunningTransfer, settle: (RunningTransfer) -> EasyHandle?) {
        guard let pointer = transfer.handle?.pointer else { return }
        curl_multi_remove_handle(multi, pointer)
        active[pointer] = nil
        inbox.transferEnded()
        guard let handle = settle(transfer) else { return }
        handle.reset()
        if spared.count < Self.sparedHandles { spared.append(handle) }
    }
}
