import ServiceKit

/// Every key of the registry beside those all services have: name, default, unit.
struct RegistryConfiguration: Sendable {
    /// Whether «Begrenset» is taken in.
    static let allowsBegrenset = ConfigurationKey(
        "SAKARKIV_REGISTRY_ALLOW_BEGRENSET", .flag, default: "false",
        "whether material graded Begrenset is taken in; the system must be approved for it (sikkerhetsloven § 6-3)")

    /// The keys for the service's table.
    static let listed: [ListedKey] = [allowsBegrenset.listed]
}
