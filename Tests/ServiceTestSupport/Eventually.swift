/// Asks again until there is an answer; gives up, by name, after a time that only a fault can use up.
@discardableResult
public func eventually<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
    for _ in 0..<6_000 {
        if let value = try await attempt() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw Unexpected(description: "\(what) did not come")
}
