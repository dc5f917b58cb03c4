/// A request and the redirects it is sent through. Each hop is checked against the policy before it is made.
struct RequestHops {
    /// What is to be sent next.
    private(set) var request: HTTPClientRequest
    private var url: ParsedURL?
    private var redirectCount = 0
    private let deadline: ContinuousClock.Instant?

    /// Headers that may go to another origin: they say what is wanted, not who asks.
    private static let impersonalHeaders = ["accept", "accept-", "range", "if-"]

    init(_ request: HTTPClientRequest) throws(TransferError) {
        self.request = request
        deadline = request.timeout.map { .now + $0 }
        guard let policy = request.policy else { return }
        let url = try ParsedURL(request.url)
        try policy.check(url)
        self.url = url
    }

    /// Whether the answer is a redirect to be followed; then ``request`` is the one to send.
    mutating func follow(status: Int, headers: HTTPClientHeaders) throws(TransferError) -> Bool {
        guard let policy = request.policy, policy.maximumRedirects > 0, let url, [301, 302, 303, 307, 308].contains(status),
            ["GET", "HEAD"].contains(request.method), let location = headers["Location"]
        else { return false }
        guard redirectCount < policy.maximumRedirects else {
            throw TransferError(.tooManyRedirects, "\(url.host): more than \(policy.maximumRedirects) redirects, the last from there")
        }
        redirectCount += 1
        let next = try ParsedURL(location, relativeTo: url)
        guard !next.hasUser else { throw TransferError(.malformedURL, "\(url.host) redirects to a URL with a user") }
        try policy.check(next)
        if !next.isSameOrigin(as: url) {
            request.signature = nil
            request.headers.keep { name in Self.impersonalHeaders.contains { $0.hasSuffix("-") ? name.hasPrefix($0) : name == $0 } }
        }
        if let deadline {
            let left = deadline - .now
            guard left > .zero else { throw TransferError(.timedOut, "\(next.host): no time was left after a redirect") }
            request.timeout = left
        }
        self.url = next
        request.url = next.text
        return true
    }
}
