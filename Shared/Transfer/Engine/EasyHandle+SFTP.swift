import CCurl

extension EasyHandle {
    /// The options of a file over SSH. The defaults would try every key of the user who runs the process, and believe any server.
    func prepare(_ file: SFTPFile) throws(TransferError) {
        switch file.login.hostKey {
        case .fingerprint(let digest):
            // Libcurl compares nothing when the text is empty.
            guard digest.utf8.count >= 43 else { throw TransferError(.hostKeyNotKnown, "the fingerprint is not a SHA-256 in base64") }
            try set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, digest, or: .hostKeyNotKnown)
        case .knownHosts(let path): try set(CURLOPT_SSH_KNOWNHOSTS, path, or: .hostKeyNotKnown)
        }
        try set(CURLOPT_USERNAME, file.login.user, or: .malformedRequest)
        switch file.login.proof {
        case .password(let password):
            sak_curl_set_long(pointer, CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PASSWORD) | Int(CURLSSH_AUTH_KEYBOARD))
            try set(CURLOPT_PASSWORD, password, or: .malformedRequest)
        case .key(let path, let passphrase):
            sak_curl_set_long(pointer, CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
            try set(CURLOPT_SSH_PRIVATE_KEYFILE, path, or: .malformedRequest)
            if let passphrase { try set(CURLOPT_KEYPASSWD, passphrase, or: .malformedRequest) }
        }
        sak_curl_set_long(pointer, CURLOPT_FILETIME, 1)
        if file.upload == nil { sak_curl_set_offset(pointer, CURLOPT_RESUME_FROM_LARGE, curl_off_t(file.offset)) }
    }
}
