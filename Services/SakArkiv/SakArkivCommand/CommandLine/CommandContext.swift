import Foundation
import Observability

/// Everything a command touches of the world outside, so that tests can hold it.
struct CommandContext: Sendable {
    var console: Console
    var environment: [String: String]
    var requester: any Requester
    /// Time, and waiting.
    var clock: any TimeSource = SystemClock()
    /// A fresh, unique name.
    var newID: @Sendable () -> String = { UUID().uuidString.lowercased() }
    /// All of standard input.
    var standardInput: @Sendable () throws -> Data = { try FileHandle.standardInput.readToEnd() ?? Data() }

    /// The data directory that the invocation means.
    func data(_ invocation: Invocation) -> String { invocation.value("data") ?? environment["SAKARKIV_DATA"] ?? "./data" }

    /// A client for the services that the invocation means.
    func client(_ invocation: Invocation) throws -> ServiceClient {
        let data = data(invocation)
        return ServiceClient(
            addresses: .find(invocation, environment: environment, data: data),
            tokens: Tokens(invocation, environment: environment, data: data), requester: requester, clock: clock,
            timeoutSeconds: try invocation.int("timeout", in: 1...3600) ?? 30)
    }
}
