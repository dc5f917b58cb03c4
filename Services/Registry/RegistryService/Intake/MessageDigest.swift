import Contracts
import Crypto

/// What tells a repeat from another message under the same id: type and content, not the time of sending.
enum MessageDigest {
    /// SHA-256 (hex).
    static func of(_ event: CloudEvent) -> String {
        var bytes = Array(event.type.utf8)
        bytes.append(0)
        switch event.data {
        case .none: break
        case .json(let value): bytes += value.encoded()
        case .text(let text): bytes += Array(text.utf8)
        case .binary(let content): bytes += content
        }
        return SHA256.hex(bytes)
    }
}
