import COpenSSL

/// AES-256 in Galois/Counter mode (NIST SP 800-38D): what is stored so that only a holder of the key can read it, and nobody can change it unseen.
public enum AESGCM {
    /// How long a key is.
    public static let keyByteCount = 32
    /// How long a nonce is.
    public static let nonceByteCount = 12
    /// How long the tag is that proves that nothing was changed.
    public static let tagByteCount = 16

    /// The nonce, the ciphertext and the tag, one after the other.
    ///
    /// - Parameters:
    ///   - context: what the secret belongs to; whoever opens it must say the same, so that one secret cannot be put in another's place.
    ///   - nonce: never twice for two messages under one key.
    public static func seal(
        _ message: some Collection<UInt8>, key: some Collection<UInt8>, nonce: some Collection<UInt8>, context: some Collection<UInt8>
    ) -> [UInt8] {
        let (message, key, nonce, context) = ([UInt8](message), [UInt8](key), [UInt8](nonce), [UInt8](context))
        precondition(key.count == keyByteCount && nonce.count == nonceByteCount, "AES-256-GCM has keys of 32 bytes and nonces of 12")
        guard let cipher = EVP_CIPHER_CTX_new() else { preconditionFailure("no memory for a cipher") }
        defer { EVP_CIPHER_CTX_free(cipher) }
        var count: Int32 = 0
        var sealed = [UInt8](repeating: 0, count: message.count)
        var tag = [UInt8](repeating: 0, count: tagByteCount)
        guard EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_EncryptUpdate(cipher, &sealed, &count, message, Int32(message.count)) == 1,
            EVP_EncryptFinal_ex(cipher, nil, &count) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), &tag) == 1
        else { preconditionFailure("libcrypto did not encrypt") }
        return nonce + sealed + tag
    }

    /// The message in what `seal` made; nil when the key or the context is another, or a byte was changed.
    public static func open(_ sealed: some Collection<UInt8>, key: some Collection<UInt8>, context: some Collection<UInt8>) -> [UInt8]? {
        let (sealed, key, context) = ([UInt8](sealed), [UInt8](key), [UInt8](context))
        guard key.count == keyByteCount, sealed.count >= nonceByteCount + tagByteCount, let cipher = EVP_CIPHER_CTX_new() else {
            return nil
        }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let nonce = [UInt8](sealed.prefix(nonceByteCount))
        let ciphertext = [UInt8](sealed.dropFirst(nonceByteCount).dropLast(tagByteCount))
        var tag = [UInt8](sealed.suffix(tagByteCount))
        var count: Int32 = 0
        var message = [UInt8](repeating: 0, count: ciphertext.count)
        guard EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_DecryptUpdate(cipher, &message, &count, ciphertext, Int32(ciphertext.count)) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1,
            EVP_DecryptFinal_ex(cipher, nil, &count) == 1
        else { return nil }
        return message
    }
}
