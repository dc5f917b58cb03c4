import HTTPServer

/// What the server allows its callers, as the operator has set it.
struct CallerSettings: Sendable {
    /// Addresses that stand for many callers.
    let proxies: [IPRange]
    /// How long a head may take.
    let headSeconds: Int
    /// How long a connection is kept between two requests.
    let idleSeconds: Int
    /// How fast bodies must come and answers be read.
    let leastBytesPerSecond: Int

    func apply(to configuration: inout HTTPServerConfiguration) {
        configuration.limitHeadSeconds = UInt32(clamping: headSeconds)
        configuration.idleTimeoutSeconds = UInt32(clamping: idleSeconds)
        configuration.leastBytesPerSecond = leastBytesPerSecond
        guard !proxies.isEmpty else { return }
        let proxies = proxies
        configuration.isProxy = { address in proxies.contains { $0.contains(address) } }
    }
}
