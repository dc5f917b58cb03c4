/// What XML 1.0 (fifth edition) and Namespaces in XML call a name without a colon.
enum XMLName {
    static func isLocalName(_ name: some StringProtocol) -> Bool {
        guard let first = name.unicodeScalars.first, isStart(first.value) else { return false }
        return name.unicodeScalars.dropFirst().allSatisfy { isStart($0.value) || isInner($0.value) }
    }

    private static func isStart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5a, 0x5f, 0x61...0x7a, 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x2ff, 0x370...0x37d, 0x37f...0x1fff, 0x200c...0x200d,
            0x2070...0x218f, 0x2c00...0x2fef, 0x3001...0xd7ff, 0xf900...0xfdcf, 0xfdf0...0xfffd, 0x1_0000...0xe_ffff:
            true
        default: false
        }
    }

    private static func isInner(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2d, 0x2e, 0x30...0x39, 0xb7, 0x300...0x36f, 0x203f...0x2040: true
        default: false
        }
    }
}
