import Crypto

/// What tells a repeated command from another one under the same idempotency key.
enum CommandDigest {
    /// SHA-256 (hex) over type and payload.
    static func of(_ type: String, _ payload: [UInt8]) -> String { SHA256.hex(Array(type.utf8) + [0] + payload) }
}
