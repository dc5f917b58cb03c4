import Contracts
import Foundation
import Synchronization

@testable import SakArkivCommand

/// One run of the command as a shell sees it.
struct CommandRun {
    let code: ExitCode
    let output: String
    let error: String

    /// The output's lines as JSON.
    var json: [JSONValue] {
        get throws { try output.split(separator: "\n").map { try JSONValue.parse(Data($0.utf8)) } }
    }

    /// Runs a command line against scripted services, with a token of each identity in a data directory of its own.
    static func of(
        _ arguments: [String], _ services: any Requester = ScriptedServices(), environment: [String: String] = [:], input: String = "",
        directory: TemporaryDirectory? = nil
    ) async throws -> CommandRun {
        let directory = try directory ?? TemporaryDirectory()
        for identity in Tokens.identities { try directory.write("data/tokens/\(identity)", "token-of-\(identity)\n") }
        let written = Mutex((output: "", error: ""))
        let console = Console(colours: false, isInteractive: false, width: 100) { stream, text in
            written.withLock { if stream == .output { $0.output += text } else { $0.error += text } }
        }
        var context = CommandContext(
            console: console, environment: ["SAKARKIV_DATA": directory.path("data")].merging(environment) { _, new in new },
            requester: services)
        context.clock = JumpingClock()
        context.standardInput = { Data(input.utf8) }
        let code = await SakArkiv.run(arguments, context)
        return withExtendedLifetime(directory) {
            CommandRun(code: code, output: written.withLock { $0.output }, error: written.withLock { $0.error })
        }
    }
}
