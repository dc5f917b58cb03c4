import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What documents tells everybody: that a file is in the archive, and that one cannot be had or is late.
///
/// Ids, sizes and formats; never a title, a file's name or its checksum (who knows a checksum could tell whether a screened document is a file
/// they have). Who needs more asks with a token.
enum PublicEvents {
    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        // An attempt that is only one of several is nobody's business: a failure is told when its sender is told, or when it is final.
        let told = Set(events.compactMap { ($0 as? AvsenderVarslet)?.dokumentobjekt })
        return events.enumerated().compactMap { index, event in
            if case .filFeilet(let failure) = DocumentFact(event), !failure.erEndelig, !told.contains(failure.dokumentobjekt) { return nil }
            return PublicEvent(event, at: index)?.cloudEvent(of: header)
        }
    }

    /// The records for the topic of public events.
    static func publications(of commit: DecodedCommit, topics: Topics) -> [Publication] {
        PublicEvent.publications(events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }
}
