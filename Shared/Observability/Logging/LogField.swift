public import Domain

/// One value of a log line. Its constructors are the rule about personal data: what a person wrote, or what names a person, is `.restricted`
/// and never reaches the ordinary log; everything else is technical by its kind.
public struct LogField: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    enum Value: Sendable {
        case text(String)
        case integer(Int64)
        case real(Double)
        case flag(Bool)
    }

    let value: Value
    let isRestricted: Bool

    private init(_ value: Value, restricted: Bool = false) { (self.value, isRestricted) = (value, restricted) }

    /// A constant text; text put together at run time must say what it is (`.name`, `.reason`, `.restricted`).
    public init(stringLiteral value: StaticString) { self.init(.text(value.description)) }
    /// A constant number.
    public init(integerLiteral value: Int64) { self.init(.integer(value)) }
    /// A constant truth.
    public init(booleanLiteral value: Bool) { self.init(.flag(value)) }

    /// An identifier the system has given: systemID, event id, subscription id.
    public static func id(_ value: some CustomStringConvertible) -> LogField { LogField(.text(value.description)) }
    /// A technical name: topic, file, service, partner, address, configuration key.
    public static func name(_ value: some CustomStringConvertible) -> LogField { LogField(.text(value.description)) }
    /// A municipality. It is a public body, so its number may stand in the log.
    public static func kommune(_ value: Organisasjonsnummer) -> LogField { LogField(.text(value.rawValue)) }
    /// A number, position, count or size; the field's name says the unit.
    public static func number(_ value: some BinaryInteger) -> LogField { LogField(.integer(Int64(clamping: value))) }
    /// A number with a fraction; the field's name says the unit.
    public static func number(_ value: Double) -> LogField { LogField(.real(value)) }
    /// Yes or no.
    public static func flag(_ value: Bool) -> LogField { LogField(.flag(value)) }
    /// A span of time, written in milliseconds, to the microsecond; let the field's name end in `_ms`.
    public static func milliseconds(_ value: Duration) -> LogField { LogField(.real((value.inSeconds * 1_000_000).rounded() / 1_000)) }
    /// A moment.
    public static func moment(_ value: Tidspunkt) -> LogField { LogField(.text(value.description)) }
    /// Why something failed, in the program's own words: an error of a library or of this suite that quotes no message content.
    public static func reason(_ value: String) -> LogField { LogField(.text(value)) }
    /// Why something failed: kind and place of the error, never what it quotes (``LogReason``).
    public static func reason(_ error: any Error) -> LogField { LogField(.text(LogReason.text(of: error))) }
    /// What a person wrote or what names a person: titles, names, addresses, message content. Only for the restricted channel.
    public static func restricted(_ value: String) -> LogField { LogField(.text(value), restricted: true) }
}
