/// An attribute of an element. Namespace declarations are none.
public struct XMLAttribute: Hashable, Sendable {
    /// The name without prefix.
    public let name: String
    /// The namespace; nil for an attribute without prefix.
    public let namespace: String?
    /// The value, with references resolved and white space normalised as XML 1.0 says.
    public let value: String
}
