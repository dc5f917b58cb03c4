import Crypto
import Observability
import ServiceKit

extension SealingKeys {
    /// Reads the configured keys: 32 bytes each as base64, separated by commas.
    ///
    /// - Returns: nil when one is not such a key, or there are none or too many.
    static func parse(_ text: String) -> SealingKeys? {
        let parts = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        guard parts.count <= limitKeys else { return nil }
        let keys = parts.compactMap { part -> Key? in
            // Not Base64: not a key.
            guard let bytes = try? Base64.decode(part) else { return nil }
            return Key(bytes)
        }
        return keys.count == parts.count ? SealingKeys(keys) : nil
    }

    /// The configured keys; in development mode without any, one that is made in `<data>/keys`, readable for its owner alone.
    ///
    /// - Throws: `no_secrets_key` outside development mode without a key; `keys_exposed` and `keys_unusable` for a file that is not as it must be.
    static func load(configured: SealingKeys?, _ context: ServiceContext) throws(StartRefusal) -> SealingKeys {
        if let configured { return configured }
        guard context.authorizer.isDevelopment else {
            throw StartRefusal(
                "no_secrets_key",
                "the secrets of webhooks are stored encrypted: give SAKARKIV_NOTIFICATIONS_SECRETS_KEY (or …_KEY_FILE), 32 random bytes as base64",
                exitCode: .configuration)
        }
        let directory = "\(context.settings.data.path)/keys"
        let path = "\(directory)/notifications-secrets"
        do {
            try PrivateFile.createDirectory(directory, mode: 0o700)
            // Whether this call or another process's made the file, what stands in it counts.
            let made = try PrivateFile.create(path, Array(Base64.encode(randomBytes(AESGCM.keyByteCount)).utf8), mode: 0o600)
            guard let mode = PrivateFile.mode(of: path), mode & 0o077 == 0 else {
                throw StartRefusal(
                    "keys_exposed", "\(path) may be read by others than its owner: the secrets sealed with it are not secret any more",
                    exitCode: .noPermission)
            }
            let text = String(decoding: try GuardedFile.read(path) ?? [], as: UTF8.self)
            guard let keys = parse(text) else {
                throw StartRefusal("keys_unusable", "\(path) holds no key of 32 bytes as base64", exitCode: .configuration)
            }
            context.logger.warning(
                made
                    ? "development mode: a key for the webhooks' secrets was made"
                    : "development mode: a key made by the service itself is used",
                ["path": .name(path), "key": .id(keys.currentID)])
            return keys
        } catch let refusal as StartRefusal {
            throw refusal
        } catch {
            throw StartRefusal("keys_unusable", "the key for the webhooks' secrets cannot be used: \(error)", exitCode: .cannotCreate)
        }
    }
}
