/// Something a test did not expect.
public struct Unexpected: Error, CustomStringConvertible {
    /// What it was.
    public let description: String

    /// Says what it was.
    public init(description: String) { self.description = description }
}
