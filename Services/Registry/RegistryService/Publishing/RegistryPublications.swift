import CommitLog
import Contracts
import Domain
import ShardRuntime

/// Everything the outside is told of a commit of the registry, beside its receipts.
struct RegistryPublications {
    let topics: Topics

    /// Public events, and the municipality on the shared topic when one was set up.
    func publications(of commit: DecodedCommit) throws -> [Publication] {
        var all = PublicEvents.publications(of: commit, topics: topics)
        for case let opprettet as KommuneOpprettet in commit.body.events.map(\.event) {
            all.append(
                Publication(
                    topic: topics.municipalities, partition: 0,
                    record: NewRecord(
                        key: Array(commit.header.kommune.rawValue.utf8), value: try JSONValue(encoding: opprettet.kommune).encoded())))
        }
        return all
    }
}
