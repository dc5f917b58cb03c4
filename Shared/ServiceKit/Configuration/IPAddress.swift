import Glibc

/// A literal IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable {
    fileprivate let bytes: [UInt8]

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

/// Addresses that begin alike: `10.0.0.0/8`, `fd00::/8`, or one address alone.
public struct IPRange: Hashable, Sendable {
    private let address: IPAddress
    private let prefixBits: Int

    /// Nil for anything that is no address with a number of bits that fits it.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let bits = address.bytes.count * 8
        guard let prefixBits = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(prefixBits) else { return nil }
        (self.address, self.prefixBits) = (address, prefixBits)
    }

    /// Whether the address is one of them; false for a text that is no address.
    public func contains(_ text: String) -> Bool {
        guard let other = IPAddress(text), other.bytes.count == address.bytes.count else { return false }
        return zip(address.bytes, other.bytes).enumerated().allSatisfy { index, pair in
            let bits = min(8, max(0, prefixBits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return pair.0 & mask == pair.1 & mask
        }
    }
}

extension SettingType where Value == [IPRange] {
    /// Addresses and ranges of addresses, separated by commas; none in an empty text.
    public static let addressRanges = SettingType(accepts: "IP addresses or ranges such as 10.0.0.0/8, separated by commas") { text in
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmingSpaces) }
        if parts == [""] { return [] }
        let ranges = parts.compactMap { IPRange($0) }
        return ranges.count == parts.count ? ranges : nil
    }
}
