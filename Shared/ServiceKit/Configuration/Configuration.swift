/// The effective values of a table's keys.
public struct Configuration: Sendable {
    /// Where a value came from.
    public enum Origin: String, Sendable {
        /// The key was not given.
        case standard = "default"
        /// The environment.
        case environment
        /// The file that `<name>_FILE` names.
        case file
    }

    struct Entry: Sendable {
        let value: any Sendable
        let text: String
        let origin: Origin
    }

    let entries: [String: Entry]

    /// The value of a key of the table this was read with; any other key is a programming fault.
    public subscript<Value>(key: ConfigurationKey<Value>) -> Value {
        guard let value = entries[key.name]?.value as? Value else {
            preconditionFailure("\(key.name) is not in the service's table of keys")
        }
        return value
    }

    /// Where the value came from.
    public func origin<Value>(of key: ConfigurationKey<Value>) -> Origin { entries[key.name]?.origin ?? .standard }
}
