/// One setting: name, type, default, unit, whether it is secret, and what it is for. Every service lists its keys in one table.
public struct ConfigurationKey<Value: Sendable>: Sendable {
    /// The environment variable, `SAKARKIV_…`.
    public let name: String
    /// What it may be.
    public let type: SettingType<Value>
    /// The text that stands for it when it is not given; empty for optional keys.
    public let defaultText: String
    /// The unit of the value; empty where it has none.
    public let unit: String
    /// Secret values are never shown, and may be given in a file: `<name>_FILE`.
    public let isSecret: Bool
    /// What it is for, in one sentence.
    public let description: String

    /// A key. The default must be acceptable to the type: that is checked whenever a table is made.
    public init(
        _ name: String, _ type: SettingType<Value>, default defaultText: String = "", unit: String = "", secret: Bool = false,
        _ description: String
    ) {
        (self.name, self.type, self.defaultText, self.unit) = (name, type, defaultText, unit)
        (self.isSecret, self.description) = (secret, description)
    }

    /// The key without its type, for a table.
    public var listed: ListedKey {
        let type = type
        return ListedKey(
            name: name, accepts: type.accepts, defaultText: defaultText, unit: unit, isSecret: isSecret, description: description
        ) { type.parse($0).map { $0 as any Sendable } }
    }
}

/// A key of any type, as a table lists it.
public struct ListedKey: Sendable {
    /// The environment variable.
    public let name: String
    /// What is accepted.
    public let accepts: String
    /// The default.
    public let defaultText: String
    /// The unit.
    public let unit: String
    /// Whether the value is secret.
    public let isSecret: Bool
    /// What it is for.
    public let description: String
    let parse: @Sendable (String) -> (any Sendable)?

    /// Where a secret may lie instead.
    var fileName: String { name + "_FILE" }
}
