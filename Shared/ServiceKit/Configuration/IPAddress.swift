import Glibc

/// A literal IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Nil for names and for anything else that is no address.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// Whether it is written with colons.
    var isIPv6: Bool { bytes.count == 16 }

    /// Whether only this machine reaches it: 127.0.0.0/8, ::1, and the former written as the latter (::ffff:127.0.0.0/104).
    var isLoopback: Bool {
        if bytes.count == 4 { return bytes[0] == 127 }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes == Array(repeating: 0, count: 15) + [1] || (bytes.starts(with: mapped) && bytes[12] == 127)
    }

    /// Whether it means all addresses of the machine, which nobody can connect to by that name.
    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }
}
