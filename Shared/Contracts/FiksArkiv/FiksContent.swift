/// What an element holds.
public indirect enum FiksContent: Sendable {
    /// Text with at least one character that is not white space (`minLength 1`).
    case text
    /// Text that may be empty; empty counts as left out where the element is optional.
    case string
    /// `xs:int`: 32 bits, signed.
    case int
    /// `xs:int` from 0.
    case naturalInt
    /// `xs:double`, finite.
    case double
    /// `xs:boolean`.
    case boolean
    /// `xs:date`.
    case date
    /// `xs:dateTime`.
    case dateTime
    /// A UUID (M001).
    case systemID
    /// Two capital letters.
    case countryCode
    /// One of the values listed.
    case enumeration([String])
    /// Elements of a type.
    case type(FiksType)
    /// Elements of one of several types; the first is meant when none is named.
    case oneOf([FiksType])
    /// Anything (`xs:anyType`).
    case free
}
