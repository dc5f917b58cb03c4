import COpenSSL

/// HMAC with SHA-256 (RFC 2104): webhook signatures, signed cursors.
public enum HMACSHA256 {
    /// The algorithm, shared by all threads: libcrypto counts references and never changes it.
    private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer

        init() {
            guard let pointer = EVP_MAC_fetch(nil, "HMAC", nil) else { preconditionFailure("libcrypto offers no HMAC") }
            self.pointer = pointer
        }
    }

    private static let algorithm = Algorithm()

    /// The 32 bytes that only a holder of the key can make for this message.
    public static func sign(_ message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
        let message = [UInt8](message)
        // Keys are padded with zeros, so an empty one is the same as this; libcrypto reads a missing pointer as "the key of before".
        let key = key.isEmpty ? [0] : [UInt8](key)
        guard let context = EVP_MAC_CTX_new(algorithm.pointer) else { preconditionFailure("no memory for an HMAC") }
        defer { EVP_MAC_CTX_free(context) }
        guard shim_HMAC_SHA256_init(context, key, key.count) == 1, EVP_MAC_update(context, message, message.count) == 1 else {
            preconditionFailure("libcrypto made no HMAC")
        }
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
            guard EVP_MAC_final(context, buffer.baseAddress, &count, buffer.count) == 1 else { preconditionFailure("EVP_MAC_final failed") }
        }
    }

    /// Whether a signature is the one for this message, in a time that does not tell how much of it is right.
    public static func verify(
        _ signature: some Collection<UInt8>, of message: some Collection<UInt8>, key: some Collection<UInt8>
    ) -> Bool {
        constantTimeEquals(signature, sign(message, key: key))
    }
}
