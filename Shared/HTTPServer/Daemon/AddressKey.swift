/// Whose connections are counted together: an IPv4 address, or the /64 of an IPv6 address, since whoever has one address of it has all.
struct AddressKey: Hashable, Sendable {
    private let prefix: UInt64

    init(ipv4: UInt32) {
        // As ::ffff:0:0/96 writes it; no /64 of a real peer looks like that.
        prefix = 0xFFFF_0000_0000 | UInt64(ipv4)
    }

    init(ipv6 bytes: UnsafeRawBufferPointer) {
        let mapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let part = mapped ? bytes[12..<16] : bytes[..<8]
        let number = part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        prefix = mapped ? 0xFFFF_0000_0000 | number : number
    }
}
