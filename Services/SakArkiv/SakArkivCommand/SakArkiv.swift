import Foundation

/// `sakarkiv`: the command of operators and partners.
public enum SakArkiv {
    /// The version that `--version` prints.
    public static let version = "0.1.0"

    /// Runs one command line against the real world and returns what to exit with.
    ///
    /// - Parameter arguments: the words after the program's name.
    public static func main(arguments: [String]) async -> ExitCode {
        signal(SIGPIPE, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let context = CommandContext(
            console: .standard(environment: environment), environment: environment, requester: HTTPRequester())
        return await run(arguments, context)
    }

    /// Runs one command line; every way it can end becomes an exit code and words on standard error.
    static func run(_ arguments: [String], _ context: CommandContext) async -> ExitCode {
        var context = context
        do {
            switch try ArgumentParser(root: root).parse(arguments) {
            case .version:
                context.console.print("sakarkiv \(version)")
                return .ok
            case .help(let command, let path):
                context.console.printRaw(HelpText.of(command, path: path, width: min(context.console.width, 120)))
                return .ok
            case .run(let invocation):
                context.console = try coloured(context.console, invocation)
                guard let action = invocation.command.action else { return .internal }
                return try await action(invocation, context)
            }
        } catch {
            context.console.showStatus("")
            return explain(error, context.console)
        }
    }

    private static func coloured(_ console: Console, _ invocation: Invocation) throws -> Console {
        switch invocation.value("colour") {
        case nil, "auto": console
        case "always": console.colouring(true)
        case "never": console.colouring(false)
        case let other?: throw invocation.usage("--colour takes auto, always or never, not «\(other)»")
        }
    }

    private static func explain(_ error: any Error, _ console: Console) -> ExitCode {
        let mark = console.styled("sakarkiv:", .red)
        switch error {
        case let error as UsageError:
            console.note("\(mark) \(error.message)")
            console.note("Try: \(error.path.joined(separator: " ")) --help")
            return .usage
        case let error as CommandFailure:
            console.note("\(mark) \(error.message)")
            if let advice = error.advice { console.note(advice) }
            return error.code
        case let error as Problem:
            console.note("\(mark) " + error.lines.joined(separator: "\n"))
            return error.exitCode
        case is CancellationError:
            return .interrupted
        default:
            console.note("\(mark) \(error)")
            return .internal
        }
    }
}
