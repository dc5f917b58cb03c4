/// A range of addresses: all that begin with the same bits.
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// The first address; the bits after the prefix are zero.
    public let base: IPAddress
    /// How many bits are the same.
    public let prefixBits: Int

    /// A network as it is written: `10.20.0.0/16`, `fd00::/8`, or one address. Nil when it is not one, or has bits after the prefix.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let base = IPAddress(String(halves[0])) else { return nil }
        var prefixBits = base.bytes.count * 8
        if halves.count == 2 {
            guard let bits = Int(halves[1]), (0...prefixBits).contains(bits) else { return nil }
            prefixBits = bits
        }
        (self.base, self.prefixBits) = (base, prefixBits)
        for (index, byte) in base.bytes.enumerated() where byte & ~mask(at: index) != 0 { return nil }
    }

    /// Whether the address belongs to it. An IPv4 address never belongs to an IPv6 network.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return zip(address.bytes, base.bytes).enumerated().allSatisfy { index, pair in pair.0 & mask(at: index) == pair.1 }
    }

    private func mask(at index: Int) -> UInt8 {
        let bits = min(8, max(0, prefixBits - index * 8))
        return UInt8(truncatingIfNeeded: 0xFF00 >> bits)
    }

    /// `address/bits`.
    public var description: String { "\(base)/\(prefixBits)" }

    /// The machine's own addresses.
    public static let loopback = ["127.0.0.0/8", "::1/128"].compactMap(IPNetwork.init)
}
