import Glibc

/// Reads addresses of sockets.
enum SocketAddress {
    /// The host as text: `127.0.0.1`, `::1`; empty for anything but IPv4 and IPv6.
    static func host(of address: UnsafePointer<sockaddr>) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let raw = UnsafeRawPointer(address)
            let text =
                switch Int32(address.pointee.sa_family) {
                case AF_INET:
                    withUnsafePointer(to: raw.load(as: sockaddr_in.self).sin_addr) {
                        inet_ntop(AF_INET, $0, start, socklen_t(buffer.count))
                    }
                case AF_INET6:
                    withUnsafePointer(to: raw.load(as: sockaddr_in6.self).sin6_addr) {
                        inet_ntop(AF_INET6, $0, start, socklen_t(buffer.count))
                    }
                default: UnsafePointer<CChar>?.none
                }
            return text.map { String(cString: $0) } ?? ""
        }
    }

    /// The port; nil for anything but IPv4 and IPv6.
    static func port(of address: UnsafePointer<sockaddr>) -> UInt16? {
        let raw = UnsafeRawPointer(address)
        return switch Int32(address.pointee.sa_family) {
        case AF_INET: UInt16(bigEndian: raw.load(as: sockaddr_in.self).sin_port)
        case AF_INET6: UInt16(bigEndian: raw.load(as: sockaddr_in6.self).sin6_port)
        default: nil
        }
    }
}
