/// Why something cannot be written as XML.
public enum XMLWriteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a name of an element or attribute.
    case invalidName(String)
    /// The text holds a character that XML 1.0 does not have; the number is its code point, the place that of the element or attribute.
    case invalidCharacter(UInt32, in: String)
    /// A prefix that is not declared here or around.
    case undeclaredPrefix(String)
    /// The same attribute twice on one element.
    case repeatedAttribute(String)
    /// Something outside the root element, a second root element, an end without a start, or a document that is not complete.
    case outOfPlace(String)

    /// For operators.
    public var description: String {
        switch self {
        case .invalidName(let name): "not an XML name: \(name)"
        case .invalidCharacter(let scalar, let place):
            "the character U+\(String(scalar, radix: 16, uppercase: true)) in \(place) cannot stand in XML"
        case .undeclaredPrefix(let prefix): "the prefix \(prefix) is not declared"
        case .repeatedAttribute(let name): "the attribute \(name) is there twice"
        case .outOfPlace(let what): "out of place: \(what)"
        }
    }
}
