import COpenSSL

/// Whether two secrets are equal, in a time that depends on their length only.
public func constantTimeEquals(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    let (left, right) = ([UInt8](left), [UInt8](right))
    return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

/// Random bytes for keys and tokens. The process ends when the system has no randomness to give: a guessable key is worse.
public func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        guard RAND_bytes(buffer.baseAddress, Int32(count)) == 1 else { preconditionFailure("the system gives no randomness") }
        filled = count
    }
}
