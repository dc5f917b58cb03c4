import COpenSSL
import Synchronization

/// SHA-256 as libcrypto's provider gives it, fetched once (fetching costs more than hashing a kilobyte), and contexts used again.
enum DigestPool {
    /// The most contexts kept for later, for the whole process.
    static let keptContextsLimit = 64

    private static let idle = Mutex<[Context]>([])

    /// A digest context. One owner at a time: the pool hands it to one caller, or a stream keeps it.
    struct Context: @unchecked Sendable {
        // Unchecked: a raw pointer that has exactly one owner at a time, and libcrypto's contexts may change threads.
        let pointer: OpaquePointer
    }

    /// The algorithm, shared by all threads: libcrypto counts references and never changes it.
    struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer

        init() {
            guard let pointer = EVP_MD_fetch(nil, "SHA256", nil) else { preconditionFailure("libcrypto offers no SHA-256") }
            self.pointer = pointer
        }
    }

    static let sha256 = Algorithm()

    /// A context ready for `EVP_DigestUpdate`; give it back with ``release(_:)``.
    static func start() -> Context {
        let context = idle.withLock { $0.popLast() } ?? makeContext()
        restart(context)
        return context
    }

    static func restart(_ context: Context) {
        // It fails only where memory is gone.
        guard EVP_DigestInit_ex2(context.pointer, sha256.pointer, nil) == 1 else { preconditionFailure("EVP_DigestInit_ex2 failed") }
    }

    static func update(_ context: Context, _ bytes: UnsafeRawBufferPointer) {
        guard EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count) == 1 else { preconditionFailure("EVP_DigestUpdate failed") }
    }

    static func finish(_ context: Context) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
            guard EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, nil) == 1 else {
                preconditionFailure("EVP_DigestFinal_ex failed")
            }
            count = SHA256.byteCount
        }
    }

    static func release(_ context: Context) {
        let isKept = idle.withLock { contexts -> Bool in
            guard contexts.count < keptContextsLimit else { return false }
            contexts.append(context)
            return true
        }
        if !isKept { EVP_MD_CTX_free(context.pointer) }
    }

    private static func makeContext() -> Context {
        guard let pointer = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest") }
        return Context(pointer: pointer)
    }
}
