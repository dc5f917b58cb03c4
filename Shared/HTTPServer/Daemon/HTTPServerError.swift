/// Why a server could not start.
public struct HTTPServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in logs.
        public let rawValue: String
        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Another process listens on that address and port.
        public static let addressInUse = Code(rawValue: "address_in_use")
        /// No interface of this machine has that address.
        public static let addressNotAvailable = Code(rawValue: "address_not_available")
        /// The text is not an IPv4 or IPv6 address.
        public static let addressInvalid = Code(rawValue: "address_invalid")
        /// The system does not allow it: a port below 1024, for instance.
        public static let notPermitted = Code(rawValue: "not_permitted")
        /// Anything else the system refused; the message says what.
        public static let startFailed = Code(rawValue: "start_failed")
        /// The server was started before.
        public static let alreadyStarted = Code(rawValue: "already_started")
    }

    /// The kind.
    public let code: Code
    /// What happened, for a person: names the address and port.
    public let message: String

    /// An error of that kind.
    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// The error in words.
    public var description: String { "\(code.rawValue): \(message)" }
}
