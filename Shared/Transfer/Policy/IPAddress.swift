import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address in network order: four bytes or sixteen.
    public let bytes: [UInt8]

    /// The address as it is written (RFC 5952, dotted decimal); nil when it is not one.
    public init?(_ text: String) {
        var version4 = in_addr()
        var version6 = in6_addr()
        if inet_pton(AF_INET, text, &version4) == 1 {
            bytes = withUnsafeBytes(of: &version4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &version6) == 1 {
            bytes = withUnsafeBytes(of: &version6) { Array($0) }
        } else {
            return nil
        }
    }

    /// The address in a socket's address; nil for anything but IPv4 and IPv6.
    init?(socketAddress: UnsafeRawBufferPointer, family: Int32) {
        switch family {
        case AF_INET where socketAddress.count >= MemoryLayout<sockaddr_in>.size:
            let address = socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        case AF_INET6 where socketAddress.count >= MemoryLayout<sockaddr_in6>.size:
            let address = socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        default: return nil
        }
    }

    /// The address as it is written.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let written = inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count))
        return written.map { String(cString: $0) } ?? "?"
    }

    /// Whether anyone on the internet may be meant by it: not private, loopback, link-local, shared (RFC 6598), multicast, unspecified,
    /// for documentation or benchmarks, reserved; and no IPv6 form that carries an IPv4 address (mapped, NAT64, 6to4, Teredo).
    /// Source: IANA's registries of special-purpose addresses (RFC 6890).
    public var isPublic: Bool {
        if bytes.count == 4 { return !Self.specialVersion4.contains { $0.contains(self) } }
        // Only 2000::/3 is given out; what is special inside it is named.
        return bytes[0] & 0xE0 == 0x20 && !Self.specialVersion6.contains { $0.contains(self) }
    }

    private static let specialVersion4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap(IPNetwork.init)

    private static let specialVersion6 = [
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    ].compactMap(IPNetwork.init)
}
