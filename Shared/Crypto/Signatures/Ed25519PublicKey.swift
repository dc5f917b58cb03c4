import COpenSSL

extension Ed25519 {
    /// A key that checks signatures.
    public final class PublicKey: @unchecked Sendable {
        // Unchecked: as for the private key.
        private let key: OpaquePointer
        /// The 32 bytes to hand out.
        public let bytes: [UInt8]

        /// The key of 32 bytes. Nil when there are more or fewer.
        public init?(_ bytes: some Collection<UInt8>) {
            self.bytes = [UInt8](bytes)
            guard self.bytes.count == Ed25519.keyByteCount,
                let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, self.bytes, self.bytes.count)
            else { return nil }
            self.key = key
        }

        deinit { EVP_PKEY_free(key) }

        /// Whether a signature was made for this message with the private key that belongs to this one.
        public func verify(_ signature: some Collection<UInt8>, of message: some Collection<UInt8>) -> Bool {
            let (signature, message) = ([UInt8](signature), [UInt8](message))
            guard signature.count == Ed25519.signatureByteCount, let context = EVP_MD_CTX_new() else { return false }
            defer { EVP_MD_CTX_free(context) }
            return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
                && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }
}
