import Glibc

/// How many files and sockets this process may have open.
enum DescriptorLimit {
    /// Left for stores, the log, outgoing requests.
    static let reservedForOthers = 512

    /// Raises the soft limit as far as wanted and allowed.
    ///
    /// - Returns: the limit from now on.
    static func raise(to wanted: Int) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return wanted }
        guard limit.rlim_cur < rlim_t(wanted) else { return Int(clamping: limit.rlim_cur) }
        let before = limit.rlim_cur
        limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
        return setrlimit(resource, &limit) == 0 ? Int(clamping: limit.rlim_cur) : Int(clamping: before)
    }
}
