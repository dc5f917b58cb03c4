import HTTPServer

extension HTTPFields {
    /// What every page of the service says of itself: kept by nobody's frame, nothing of it told to other sites.
    ///
    /// - Parameter policy: what may run and load in it (Content-Security-Policy).
    static func page(policy: String) -> HTTPFields {
        [
            "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        ]
    }
}
