/// Why a message cannot be one (RFC 9112): it is answered once and the connection is closed, because nothing that follows can be trusted.
struct WireFault: Error, Hashable {
    /// The status to answer with: 400, 431, 501, 505.
    let status: Int
    /// What is wrong, for the peer's developer.
    let detail: String

    /// A fault; malformed unless another status says more.
    init(_ detail: String, status: Int = 400) { (self.status, self.detail) = (status, detail) }

    var response: HTTPResponse { .problem(status: status, detail: detail, headers: ["Connection": "close"]) }
}
