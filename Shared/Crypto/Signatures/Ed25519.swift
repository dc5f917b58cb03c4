/// Signatures with Ed25519 (RFC 8032): anyone can check them with the public key.
public enum Ed25519 {
    /// How long a signature is.
    public static let signatureByteCount = 64
    /// How long either key is.
    public static let keyByteCount = 32

    static func raw(_ read: (UnsafeMutablePointer<UInt8>?, inout Int) -> Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: keyByteCount) { buffer, count in
            count = buffer.count
            guard read(buffer.baseAddress, &count) == 1 else { preconditionFailure("libcrypto gave no raw key") }
        }
    }
}
