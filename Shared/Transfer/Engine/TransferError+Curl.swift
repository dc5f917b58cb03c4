import CCurl

extension TransferError {
    /// The error for what libcurl says.
    init(_ curl: CURLcode, _ message: String) {
        let code: Code =
            switch curl {
            case CURLE_URL_MALFORMAT: .malformedURL
            case CURLE_UNSUPPORTED_PROTOCOL: .unsupportedProtocol
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotResolved
            case CURLE_COULDNT_CONNECT: .connectionFailed
            case CURLE_OPERATION_TIMEDOUT: .timedOut
            case CURLE_FILESIZE_EXCEEDED: .tooLarge
            case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
                .connectionLost
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
                CURLE_USE_SSL_FAILED:
                .tlsFailed
            case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY: .malformedAnswer
            case CURLE_REMOTE_FILE_NOT_FOUND: .notFound
            case CURLE_BAD_DOWNLOAD_RESUME: .cannotContinue
            case CURLE_LOGIN_DENIED: .authenticationFailed
            default: .failed
            }
        self.init(code, message)
    }
}
