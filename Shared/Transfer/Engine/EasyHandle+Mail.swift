import CCurl

extension EasyHandle {
    /// The options of a mail.
    func prepare(_ delivery: MailDelivery) throws(TransferError) {
        let server = delivery.server
        // A plain connection is not kept: libcurl 7.88 would also use it for a mail that wants STARTTLS.
        if server.security == .none {
            sak_curl_set_long(pointer, CURLOPT_FORBID_REUSE, 1)
        } else {
            sak_curl_set_long(pointer, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        }
        if let credentials = server.credentials {
            guard server.security != .none else {
                throw TransferError(.malformedRequest, "a password is not sent to \(server.host) without TLS")
            }
            try set(CURLOPT_USERNAME, credentials.user, or: .malformedRequest)
            try set(CURLOPT_PASSWORD, credentials.password, or: .malformedRequest)
        }
        try set(CURLOPT_MAIL_FROM, "<\(delivery.mail.from)>", or: .malformedRequest)
        try setList(CURLOPT_MAIL_RCPT, delivery.mail.to.map { "<\($0)>" }, or: .malformedRequest)
        // One mail reaches all of its recipients or none: what failed can then be sent again.
        sak_curl_set_long(pointer, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 0)
    }
}
