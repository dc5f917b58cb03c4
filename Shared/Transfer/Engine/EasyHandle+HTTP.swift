import CCurl

extension EasyHandle {
    /// The options of an HTTP request.
    func prepare(_ request: HTTPClientRequest, userAgent: String) throws(TransferError) {
        try set(CURLOPT_USERAGENT, userAgent, or: .malformedRequest)
        // On a shared HTTP/2 connection a reader that is slow would hold all the others up: libcurl 7.88 pauses the whole connection.
        sak_curl_set_long(pointer, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        if let path = request.unixSocketPath { try set(CURLOPT_UNIX_SOCKET_PATH, path, or: .malformedURL) }
        // Refuses from the header already; what really arrives is counted besides, because the header may be missing or wrong.
        if let limit = request.maximumResponseBytes, request.method != "HEAD" {
            sak_curl_set_offset(pointer, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(max(1, limit)))
        }
        // With any value libcurl decodes whatever comes; the empty one asks for all that it can.
        if request.acceptsCompression {
            try set(CURLOPT_ACCEPT_ENCODING, "", or: .failed)
        } else if request.policy != nil {
            try set(CURLOPT_ACCEPT_ENCODING, "identity", or: .failed)
        }
        try setMethodAndBody(request)
        try setHeaders(request)
        if let signature = request.signature { try sign(signature) }
    }

    private func setMethodAndBody(_ request: HTTPClientRequest) throws(TransferError) {
        let isToken = !request.method.isEmpty && request.method.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isToken else { throw TransferError(.malformedRequest, "the method is not a token") }
        if request.method == "HEAD" {
            sak_curl_set_long(pointer, CURLOPT_NOBODY, 1)
            return
        }
        if request.upload == nil, !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            sak_curl_set_long(pointer, CURLOPT_POST, 1)
            sak_curl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
            request.body.withUnsafeBytes { body in
                // Copied by libcurl; the parameter only lacks its const. Without any pointer libcurl would ask for the body by a callback.
                let start = body.baseAddress ?? UnsafeRawPointer(pointer)
                _ = sak_curl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
            }
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method, or: .malformedRequest)
    }

    private func setHeaders(_ request: HTTPClientRequest) throws(TransferError) {
        let hasBody = request.upload != nil || !request.body.isEmpty
        var fields = request.headers.all + (request.signature?.headers(hasBody: hasBody) ?? [])
        // Libcurl would call every body in memory a form. What is signed must also be sent: there the header cannot just be taken away.
        let needsType = request.headers["Content-Type"] == nil && request.upload == nil
        if needsType, hasBody, request.signature != nil { fields.append(.init(name: "Content-Type", value: "application/octet-stream")) }
        var lines = needsType && request.signature == nil ? ["Content-Type:"] : []
        for field in fields {
            guard !field.name.isEmpty, !field.name.contains(":"),
                !(field.name + field.value).utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 })
            else { throw TransferError(.malformedRequest, "the header \(field.name.debugDescription) cannot be sent") }
            guard request.signature == nil || !field.value.isEmpty else {
                throw TransferError(.malformedRequest, "the header \(field.name.debugDescription) is empty and cannot be signed")
            }
            // "Name:" would remove a header; a semicolon sends it empty.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        try setList(CURLOPT_HTTPHEADER, lines, or: .malformedRequest)
    }

    private func sign(_ signature: AWSSignature) throws(TransferError) {
        try set(CURLOPT_AWS_SIGV4, signature.libcurlParameters, or: .malformedRequest)
        try set(CURLOPT_USERNAME, signature.accessKeyID, or: .malformedRequest)
        try set(CURLOPT_PASSWORD, signature.secretAccessKey, or: .malformedRequest)
        // The path is signed before libcurl would take dots out of it.
        sak_curl_set_long(pointer, CURLOPT_PATH_AS_IS, 1)
    }
}
