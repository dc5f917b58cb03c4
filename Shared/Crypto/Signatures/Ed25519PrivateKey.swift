import COpenSSL

extension Ed25519 {
    /// A key that signs. Keep it secret.
    public final class PrivateKey: @unchecked Sendable {
        // Unchecked: libcrypto counts references to a key and never changes it; every signature has a context of its own.
        private let key: OpaquePointer

        /// The key of a 32-byte seed. Nil when the seed has another length.
        public init?(seed: some Collection<UInt8>) {
            let bytes = [UInt8](seed)
            guard bytes.count == Ed25519.keyByteCount,
                let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
            else { return nil }
            self.key = key
        }

        deinit { EVP_PKEY_free(key) }

        /// A new key.
        public static func generate() -> PrivateKey {
            guard let key = PrivateKey(seed: randomBytes(Ed25519.keyByteCount)) else { preconditionFailure("libcrypto made no key") }
            return key
        }

        /// The 32 bytes the key is made from: what to store.
        public var seed: [UInt8] { Ed25519.raw { EVP_PKEY_get_raw_private_key(key, $0, &$1) } }

        /// The key others check signatures with.
        public var publicKey: PublicKey {
            let bytes = Ed25519.raw { EVP_PKEY_get_raw_public_key(key, $0, &$1) }
            guard let publicKey = PublicKey(bytes) else { preconditionFailure("libcrypto made no public key") }
            return publicKey
        }

        /// The 64-byte signature of a message.
        public func sign(_ message: some Collection<UInt8>) -> [UInt8] {
            let message = [UInt8](message)
            guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a signature") }
            defer { EVP_MD_CTX_free(context) }
            guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1 else { preconditionFailure("EVP_DigestSignInit failed") }
            return [UInt8](unsafeUninitializedCapacity: Ed25519.signatureByteCount) { buffer, count in
                count = buffer.count
                guard EVP_DigestSign(context, buffer.baseAddress, &count, message, message.count) == 1 else {
                    preconditionFailure("EVP_DigestSign failed")
                }
            }
        }
    }
}
