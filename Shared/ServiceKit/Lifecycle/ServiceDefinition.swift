/// A service as its executable starts it.
public struct ServiceDefinition: Sendable {
    /// Which of the four.
    public let service: ServiceName
    /// What it is for, in one sentence, for `--help`.
    public let summary: String
    /// Every key it reads: the suite's and its own.
    public let table: ConfigurationTable
    /// Puts it together and starts it; returns when it runs. What must be ended goes to `context.shutdown`, also when this throws later.
    ///
    /// - Throws: `StartRefusal` for what an operator can mend; anything else counts as a fault of the program.
    public let start: @Sendable (ServiceContext) async throws -> Void

    /// A service; `keys` are its own, the suite's are added.
    public init(
        _ service: ServiceName, summary: String, keys: [ListedKey] = [], start: @escaping @Sendable (ServiceContext) async throws -> Void
    ) {
        self.service = service
        self.summary = summary
        table = ConfigurationTable(service: service, keys: SuiteKeys(service).listed + keys)
        self.start = start
    }
}
