/// What the engine is to do.
struct TransferPlan: Sendable {
    /// What each protocol needs besides.
    enum Work: Sendable {
        case http(HTTPClientRequest)
        case sftp(SFTPFile)
        case mail(MailDelivery)
    }

    let work: Work
    let url: String
    let limits: TransferLimits
    let policy: TransferPolicy?
    let upload: (any UploadSource)?
    /// The method, as errors name it.
    private let verb: String

    init(_ request: HTTPClientRequest) {
        (work, url, limits, policy) = (.http(request), request.url, request.limits, request.policy)
        (upload, verb) = (request.upload, request.method)
    }

    init(_ file: SFTPFile, limits: TransferLimits) {
        (work, url, self.limits, policy) = (.sftp(file), file.url, limits, file.policy)
        (upload, verb) = (file.upload, file.upload == nil ? "SFTP get" : "SFTP put")
    }

    init(_ delivery: MailDelivery, limits: TransferLimits) {
        (work, url, self.limits, policy) = (.mail(delivery), delivery.url, limits, delivery.server.policy)
        (upload, verb) = (BytesUpload(delivery.mail.message), "SMTP")
    }

    /// What libcurl may speak.
    var protocols: String {
        switch work {
        case .http: "http,https"
        case .sftp: "sftp"
        case .mail: "smtp,smtps"
        }
    }

    /// Method and host, without user, path and query: those may be secret.
    var describing: String {
        let afterScheme = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return "\(verb) \(authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority)"
    }
}
