import CCurl

/// One of libcurl's easy handles, with the options of one transfer. Belongs to the engine's thread.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// Lists that libcurl reads while the transfer runs.
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    /// Where libcurl writes what went wrong.
    private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init?() {
        guard let pointer = curl_easy_init() else {
            errorBuffer.deallocate()
            return nil
        }
        self.pointer = pointer
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists { curl_slist_free_all(list) }
        errorBuffer.deallocate()
    }

    /// Forgets the last transfer; the connections stay with the engine.
    func reset() {
        curl_easy_reset(pointer)
        for list in lists { curl_slist_free_all(list) }
        lists = []
    }

    func errorText(_ code: CURLcode) -> String {
        let specific = String(cString: errorBuffer)
        return specific.isEmpty ? String(cString: curl_easy_strerror(code)) : specific
    }

    /// Lets a transfer go on that one of its ends has paused.
    ///
    /// - Returns: what the sink made of the bytes that libcurl had kept. An error is told nowhere else: libcurl throws those bytes away and
    ///   may well call the transfer complete.
    func unpause() -> CURLcode { curl_easy_pause(pointer, 0) }

    /// The status of the head that is arriving or arrived; the last reply's code of a mail server.
    var status: Int {
        var status = 0
        sak_curl_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// What came of the body so far, in bytes, before content decoding.
    var receivedBytes: Int64 { offset(CURLINFO_SIZE_DOWNLOAD_T) }

    /// How large the server says the file is, in bytes; nil when it does not.
    var announcedBytes: Int64? { nonNegative(offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)) }

    /// When the server says the file was changed, in seconds since 1970; nil when it does not.
    var fileTime: Int64? { nonNegative(offset(CURLINFO_FILETIME_T)) }

    private func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = -1
        sak_curl_get_offset(pointer, info, &value)
        return Int64(value)
    }

    private func nonNegative(_ value: Int64) -> Int64? { value >= 0 ? value : nil }

    // MARK: - Options

    /// Sets every option for the transfer. A value that libcurl would cut at or let through as a line break is refused.
    func prepare(_ plan: TransferPlan, _ configuration: HTTPClientConfiguration) throws(TransferError) {
        errorBuffer[0] = 0
        sak_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorBuffer)
        try set(CURLOPT_URL, plan.url, or: .malformedURL)
        try set(CURLOPT_PROTOCOLS_STR, plan.protocols, or: .failed)
        // Signals belong to the process, not to a thread that waits for names.
        sak_curl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
        // Without this, ending a transfer whose name is still being looked up waits for the answer, and every other transfer with it.
        sak_curl_set_long(pointer, CURLOPT_QUICK_EXIT, 1)
        try setRoute(plan, configuration)
        try setTLS(configuration.tls)
        setLimits(plan.limits)
        if let upload = plan.upload {
            sak_curl_set_long(pointer, CURLOPT_UPLOAD, 1)
            sak_curl_set_offset(pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(upload.byteCount))
        }
        switch plan.work {
        case .http(let request): try prepare(request, userAgent: configuration.userAgent)
        case .sftp(let file): try prepare(file)
        case .mail(let delivery): try prepare(delivery)
        }
    }

    private func setRoute(_ plan: TransferPlan, _ configuration: HTTPClientConfiguration) throws(TransferError) {
        if let policy = plan.policy, configuration.proxy != nil, !policy.proxyChecksAddresses {
            throw TransferError(.addressNotAllowed, "\(plan.describing): through a proxy the address cannot be checked")
        }
        // Without this libcurl reads http_proxy and its like from the environment.
        try set(CURLOPT_PROXY, configuration.proxy ?? "", or: .malformedURL)
        if configuration.proxy == nil { try set(CURLOPT_NOPROXY, "*", or: .failed) }
        try setList(CURLOPT_RESOLVE, configuration.fixedAddresses.map { "\($0.key):\($0.value.joined(separator: ","))" }, or: .failed)
    }

    private func setTLS(_ tls: TLSOptions) throws(TransferError) {
        sak_curl_set_long(pointer, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = tls.authoritiesFile { try set(CURLOPT_CAINFO, file, or: .tlsFailed) }
        if let file = tls.certificateFile { try set(CURLOPT_SSLCERT, file, or: .tlsFailed) }
        if let file = tls.keyFile { try set(CURLOPT_SSLKEY, file, or: .tlsFailed) }
    }

    private func setLimits(_ limits: TransferLimits) {
        sak_curl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, max(1, limits.connectTimeout.milliseconds))
        if let timeout = limits.timeout { sak_curl_set_long(pointer, CURLOPT_TIMEOUT_MS, max(1, timeout.milliseconds)) }
        if let idle = limits.idleTimeout {
            sak_curl_set_long(pointer, CURLOPT_LOW_SPEED_LIMIT, max(1, limits.minimumBytesPerSecond))
            sak_curl_set_long(pointer, CURLOPT_LOW_SPEED_TIME, max(1, (idle.milliseconds + 999) / 1000))
        }
    }

    func set(_ option: CURLoption, _ value: String, or code: TransferError.Code) throws(TransferError) {
        guard Self.isOneLine(value), sak_curl_set_text(pointer, option, value) == CURLE_OK else {
            throw TransferError(code, "libcurl does not take a value of the request")
        }
    }

    /// Sets a list, unless it is empty.
    func setList(_ option: CURLoption, _ values: [String], or code: TransferError.Code) throws(TransferError) {
        guard values.allSatisfy(Self.isOneLine) else { throw TransferError(code, "a value of the request has a line break") }
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) }
        guard let list else { return }
        lists.append(list)
        sak_curl_set_pointer(pointer, option, list)
    }

    private static func isOneLine(_ value: String) -> Bool { !value.utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 } }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int((components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
