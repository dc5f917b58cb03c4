/// Every key of one service: the only way from the environment to a value, and the source of `--help` and `--check-config`.
public struct ConfigurationTable: Sendable {
    /// What every key's name begins with.
    public static let prefix = "SAKARKIV_"
    /// An unknown key this close to a known one is taken for a typing error, in letters changed.
    static let typingErrorDistance = 2

    /// The keys in the order they are shown.
    public let keys: [ListedKey]
    private let service: ServiceName

    /// A table. Two keys of one name, a name without the prefix, or a default of the wrong form are programming faults.
    public init(service: ServiceName, keys: [ListedKey]) {
        precondition(Set(keys.map(\.name)).count == keys.count, "a configuration key stands twice in the table")
        for key in keys {
            precondition(key.name.hasPrefix(ConfigurationTable.prefix), "\(key.name): the prefix is missing")
            precondition(key.parse(key.defaultText) != nil, "\(key.name): the default is not \(key.accepts)")
        }
        self.service = service
        self.keys = keys
    }

    /// Reads the environment; all findings at once, never only the first.
    ///
    /// - Parameter readFile: gives the content of the file that holds a secret.
    /// - Returns: nil for the configuration when a finding is a fault.
    public func read(
        _ environment: [String: String], readFile: (String) throws -> String = ConfigurationTable.readSecret
    ) -> (configuration: Configuration?, findings: [ConfigurationFinding]) {
        var findings = unknownKeys(in: environment)
        var entries: [String: Configuration.Entry] = [:]
        for key in keys {
            var (text, origin) = (environment[key.name] ?? "", Configuration.Origin.environment)
            if key.isSecret, let path = environment[key.fileName], !path.isEmpty {
                guard text.isEmpty else {
                    findings.append(ConfigurationFinding(.fault, key: key.name, "given twice: also as \(key.fileName)"))
                    continue
                }
                do { (text, origin) = (try readFile(path), .file) } catch {
                    let exitCode = (error as? StartRefusal)?.exitCode ?? .configuration
                    findings.append(ConfigurationFinding(.fault, key: key.fileName, "cannot be read: \(error)", exitCode: exitCode))
                    continue
                }
            }
            // An empty variable means the same as none: compose files and shells cannot always unset one.
            if text.isEmpty { (text, origin) = (key.defaultText, .standard) }
            guard let value = key.parse(text) else {
                let given = key.isSecret ? "the value given" : "«\(text)»"
                findings.append(ConfigurationFinding(.fault, key: key.name, "\(given) is not accepted; it must be \(key.accepts)"))
                continue
            }
            entries[key.name] = Configuration.Entry(value: value, text: text, origin: origin)
        }
        let isUsable = !findings.contains { $0.severity == .fault }
        return (isUsable ? Configuration(entries: entries) : nil, findings)
    }

    /// The content of a secret's file, without the line break at its end. One that others could read or change is refused.
    public static func readSecret(_ path: String) throws -> String {
        guard let bytes = try GuardedFile.read(path) else {
            throw StartRefusal("missing_file", "there is no file \(path)", exitCode: .configuration)
        }
        var text = String(decoding: bytes, as: UTF8.self)[...]
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }

    /// What the command line tool reads, and no service: it may be set for everything that is started from there.
    private static let ofTheCommand = ["SAKARKIV_TOKEN"]

    /// An unknown key that looks like a typing error is a fault, since the operator meant something by it. Any other is a warning: a newer
    /// version's key must not keep an older one from starting when an upgrade is taken back.
    private func unknownKeys(in environment: [String: String]) -> [ConfigurationFinding] {
        let known = Set(keys.map(\.name) + keys.filter(\.isSecret).map(\.fileName) + Self.ofTheCommand)
        let foreign = ServiceName.allCases.filter { $0 != service }.map { "\(ConfigurationTable.prefix)\($0.keyWord)_" }
        let unknown = environment.keys.filter { name in
            name.hasPrefix(ConfigurationTable.prefix) && !known.contains(name) && !foreign.contains { name.hasPrefix($0) }
        }
        return unknown.sorted().map { name in
            let nearest = known.map { (name: $0, distance: EditDistance.between($0, name)) }
                .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
            guard let nearest else { return ConfigurationFinding(.warning, key: name, "no such key") }
            let isTypingError = nearest.distance <= ConfigurationTable.typingErrorDistance
            return ConfigurationFinding(isTypingError ? .fault : .warning, key: name, "no such key; the nearest is \(nearest.name)")
        }
    }
}
