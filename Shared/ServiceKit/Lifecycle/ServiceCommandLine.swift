/// What `<service> [--help | --check-config]` comes to, before anything is started.
struct ServiceCommandLine {
    enum Outcome {
        /// There is only something to say; on standard error unless the code is `ok`.
        case finished(String, ExitCode)
        /// The service is to run; the warnings are for standard error.
        case run(ServiceProcess, warnings: String)
    }

    let outcome: Outcome

    init(_ definition: ServiceDefinition, arguments: [String], environment: [String: String]) {
        let name = definition.service.rawValue
        switch arguments.dropFirst().first {
        case "--help", "-h": outcome = .finished(ServiceCommandLine.help(definition), .ok)
        case "--check-config": outcome = ServiceCommandLine.check(definition, environment)
        case nil: outcome = ServiceCommandLine.start(definition, environment)
        case .some(let argument):
            outcome = .finished("\(name): «\(argument)» means nothing here; try \(name) --help\n", .usage)
        }
    }

    private static func help(_ definition: ServiceDefinition) -> String {
        let name = definition.service.rawValue
        return """
            \(name): \(definition.summary)

            USAGE
              \(name)                  run until SIGTERM or SIGINT; work under way may end within the grace period, a second signal stops at once
              \(name) --check-config   show every key with its effective value; exit code 0, or 77 or 78 when something is wrong
              \(name) --help           this text

            It listens on port \(definition.service.defaultPort) (instance 1): /healthz /readyz /metrics /openapi.json and its own paths.
            Exit codes are those of sysexits.h: 64 usage, 65 damaged data, 69 something needed is away, 70 fault of the program,
            73 cannot create, 75 try again, 77 not permitted, 78 configuration.

            CONFIGURATION (environment; a secret may lie in a file named by <KEY>_FILE instead)

            """ + ConfigurationReport(table: definition.table).keys
    }

    private static func check(_ definition: ServiceDefinition, _ environment: [String: String]) -> Outcome {
        let (configuration, findings) = definition.table.read(environment)
        let told = findings.map { "\($0)\n" }.joined()
        guard let configuration else { return .finished(told, exitCode(findings)) }
        do {
            let rehearsal = try ServiceProcess(definition, configuration).rehearse()
            return .finished(ConfigurationReport(table: definition.table).values(configuration) + rehearsal + told, .ok)
        } catch {
            return .finished(told + "fault: \(error)\n", error.exitCode)
        }
    }

    /// A file that others can read is told by its own code, unless something else is wrong too.
    private static func exitCode(_ findings: [ConfigurationFinding]) -> ExitCode {
        let codes = Set(findings.filter { $0.severity == .fault }.map(\.exitCode))
        return codes.count == 1 ? codes.first ?? .configuration : .configuration
    }

    private static func start(_ definition: ServiceDefinition, _ environment: [String: String]) -> Outcome {
        let (configuration, findings) = definition.table.read(environment)
        let told = findings.map { "\(definition.service.rawValue): \($0)\n" }.joined()
        guard let configuration else { return .finished(told, exitCode(findings)) }
        do { return .run(try ServiceProcess(definition, configuration), warnings: told) } catch {
            return .finished(told + "\(definition.service.rawValue): \(error)\n", error.exitCode)
        }
    }
}
