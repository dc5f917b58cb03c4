import Glibc

/// An IPv4 or IPv6 address and port.
struct SocketAddress {
    let family: Int32
    private var storage = sockaddr_storage()

    /// The address of a literal; names are not looked up.
    init?(_ literal: String, port: UInt16) {
        var (four, six) = (sockaddr_in(), sockaddr_in6())
        if inet_pton(AF_INET, literal, &four.sin_addr) == 1 {
            (four.sin_family, four.sin_port, family) = (sa_family_t(AF_INET), port.bigEndian, AF_INET)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, literal, &six.sin6_addr) == 1 {
            (six.sin6_family, six.sin6_port, family) = (sa_family_t(AF_INET6), port.bigEndian, AF_INET6)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
        } else {
            return nil
        }
    }

    /// Calls with the address as the system's functions take it.
    mutating func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        let length = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        return withUnsafePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }

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

    /// Whose connections are counted together; nil for anything but IPv4 and IPv6.
    static func key(of address: UnsafePointer<sockaddr>) -> AddressKey? {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: return AddressKey(ipv4: UInt32(bigEndian: raw.load(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6: return withUnsafeBytes(of: raw.load(as: sockaddr_in6.self).sin6_addr) { AddressKey(ipv6: $0) }
        default: return nil
        }
    }
}
