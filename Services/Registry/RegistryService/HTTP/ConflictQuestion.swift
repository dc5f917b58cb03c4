import Contracts
import Domain
import ServiceKit
import ShardRuntime

/// Whether an id was used before for other content: asked of the municipality's store, here or at its owner.
struct ConflictQuestion {
    let service: ShardService<RegistryModel>
    let source: String
    let id: String
    /// Whose message it would be.
    let partner: String
    let digest: String

    func isConflict(_ kommune: Organisasjonsnummer, _ request: AuthorizedRequest) async throws -> Bool {
        if service.runtime.canRead(kommune) {
            return try await service.runtime.reads.isConflict(kommune, source: source, id: id, of: partner, digest: digest) ?? false
        }
        let names = [("source", source), ("id", id), ("kommune", kommune.rawValue), ("digest", digest), ("partner", partner)]
        let query = names.map { "\($0.0)=\(PercentEncoding.query($0.1))" }.joined(separator: "&")
        do throws(ProblemDetails) {
            return try await service.desk.ask("/cloudevents?\(query)", ofOwnerOf: kommune, request).answer["tilstand"]?.text == "konflikt"
        } catch {
            // The owner is changing: it will see the conflict itself when the message comes to it, and says so in a receipt.
            return false
        }
    }
}
