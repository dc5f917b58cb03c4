import CommitLog
import Contracts
import Domain
import ServiceKit
import ShardRuntime

extension ShardService<RegistryModel> {
    /// Gives the owner of a municipality a command of the registry's own; nil where it is not the owner any more, or the log is away: whoever looks
    /// next goes on.
    func give(_ command: some RegistryCommand, _ kommune: Organisasjonsnummer) async throws -> ShardDecision? {
        let payload = try JSONBytes.encode(GivenCommand(actor: RegistryModel.serviceName, command: command))
        let input = ShardInput(
            kommune: kommune, cause: Cause(), content: .command(type: type(of: command).commandType, payload: payload),
            received: context.time.now().milliseconds)
        guard case .success(let decision) = await runtime.submit(input) else { return nil }
        return decision
    }
}
