/// A header of a Kafka record or an HTTP message, as far as CloudEvents needs it.
public struct CloudEventHeader: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value's bytes.
    public let value: [UInt8]

    /// A header with bytes.
    public init(_ name: String, _ value: [UInt8]) { (self.name, self.value) = (name, value) }

    /// A header with text.
    public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}
