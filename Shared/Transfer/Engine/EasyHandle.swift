import CCurl

/// One of libcurl's easy handles, with the options of one request. Belongs to the engine's thread.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
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
        curl_slist_free_all(headerList)
        errorBuffer.deallocate()
    }

    /// Forgets the last request; the connections stay with the engine.
    func reset() {
        curl_easy_reset(pointer)
        curl_slist_free_all(headerList)
        headerList = nil
    }

    /// The status of the head that is arriving or arrived.
    var status: Int {
        var status = 0
        sak_curl_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    func errorText(_ code: CURLcode) -> String {
        let specific = String(cString: errorBuffer)
        return specific.isEmpty ? String(cString: curl_easy_strerror(code)) : specific
    }

    /// Lets a transfer go on that its sink has paused.
    func unpause() { curl_easy_pause(pointer, 0) }

    func setSinks(context: UnsafeMutableRawPointer, header: @escaping sak_curl_sink, body: @escaping sak_curl_sink) {
        sak_curl_set_pointer(pointer, CURLOPT_HEADERDATA, context)
        sak_curl_set_pointer(pointer, CURLOPT_WRITEDATA, context)
        sak_curl_set_sink(pointer, CURLOPT_HEADERFUNCTION, header)
        sak_curl_set_sink(pointer, CURLOPT_WRITEFUNCTION, body)
    }

    /// Sets every option for the request. A value that libcurl would cut at or let through as a line break is refused.
    func prepare(_ request: HTTPClientRequest, _ configuration: HTTPClientConfiguration) throws(TransferError) {
        errorBuffer[0] = 0
        sak_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorBuffer)
        try set(CURLOPT_URL, request.url, or: .malformedURL)
        try set(CURLOPT_PROTOCOLS_STR, "http,https", or: .failed)
        try set(CURLOPT_USERAGENT, configuration.userAgent, or: .malformedRequest)
        // Without this libcurl reads http_proxy and its like from the environment.
        try set(CURLOPT_PROXY, configuration.proxy ?? "", or: .malformedURL)
        if configuration.proxy == nil { try set(CURLOPT_NOPROXY, "*", or: .failed) }
        if let path = request.unixSocketPath { try set(CURLOPT_UNIX_SOCKET_PATH, path, or: .malformedURL) }
        // Signals belong to the process, not to a thread that waits for names.
        sak_curl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
        try setTLS(configuration.tls)
        setLimits(request)
        try setMethodAndBody(request)
        try setHeaders(request)
    }

    private func setTLS(_ tls: TLSOptions) throws(TransferError) {
        sak_curl_set_long(pointer, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = tls.authoritiesFile { try set(CURLOPT_CAINFO, file, or: .tlsFailed) }
        if let file = tls.certificateFile { try set(CURLOPT_SSLCERT, file, or: .tlsFailed) }
        if let file = tls.keyFile { try set(CURLOPT_SSLKEY, file, or: .tlsFailed) }
    }

    private func setLimits(_ request: HTTPClientRequest) {
        sak_curl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
        if let timeout = request.timeout { sak_curl_set_long(pointer, CURLOPT_TIMEOUT_MS, max(1, timeout.milliseconds)) }
        if let idle = request.idleTimeout {
            sak_curl_set_long(pointer, CURLOPT_LOW_SPEED_LIMIT, 1)
            sak_curl_set_long(pointer, CURLOPT_LOW_SPEED_TIME, max(1, (idle.milliseconds + 999) / 1000))
        }
        // Refuses from the header already; what really arrives is counted besides, because the header may be missing or wrong.
        if let limit = request.maximumResponseBytes, request.method != "HEAD" {
            sak_curl_set_offset(pointer, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(max(1, limit)))
        }
    }

    private func setMethodAndBody(_ request: HTTPClientRequest) throws(TransferError) {
        let isToken = !request.method.isEmpty && request.method.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isToken else { throw TransferError(.malformedRequest, "the method is not a token") }
        if request.method == "HEAD" {
            sak_curl_set_long(pointer, CURLOPT_NOBODY, 1)
            return
        }
        if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            sak_curl_set_long(pointer, CURLOPT_POST, 1)
            sak_curl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
            request.body.withUnsafeBytes { body in
                // Copied by libcurl; the parameter only lacks its const. Without any pointer libcurl would ask for the body by a callback.
                let start = body.baseAddress ?? UnsafeRawPointer(errorBuffer)
                _ = sak_curl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
            }
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method, or: .malformedRequest)
    }

    private func setHeaders(_ request: HTTPClientRequest) throws(TransferError) {
        // libcurl would call every body a form.
        if request.headers["Content-Type"] == nil { headerList = curl_slist_append(headerList, "Content-Type:") }
        for field in request.headers.all {
            let isSafe = !field.name.isEmpty && !(field.name + field.value).utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 }
            guard isSafe, !field.name.contains(":") else {
                throw TransferError(.malformedRequest, "the header \(field.name.debugDescription) cannot be sent")
            }
            // "Name:" would remove a header; a semicolon sends it empty.
            headerList = curl_slist_append(headerList, field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        sak_curl_set_pointer(pointer, CURLOPT_HTTPHEADER, headerList)
    }

    private func set(_ option: CURLoption, _ value: String, or code: TransferError.Code) throws(TransferError) {
        guard !value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }), sak_curl_set_text(pointer, option, value) == CURLE_OK else {
            throw TransferError(code, "libcurl does not take a value of the request")
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int((components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
