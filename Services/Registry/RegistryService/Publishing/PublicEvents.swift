import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What the registry tells everybody: one CloudEvent for each event of a commit that is of interest outside.
///
/// Ids, numbers, types and statuses, when they happen; never a title, a date of the archive, a unit, the name of a party or free text: what is made is
/// often not for the public, or not yet. Once the municipality's publishing policy lets the public know of a journalpost, an event of its own tells
/// the title that may be seen (`JournalpostOffentliggjort`). Who needs more asks the registry with a token.
enum PublicEvents {
    /// The CloudEvent type of an event with that stable name; nil for one of which nothing is told.
    static func type(of eventType: String) -> String? {
        guard RegistryEvents.all.contains(where: { $0.eventType == eventType && $0.isTold }) else { return nil }
        return PublicEvent.type(of: eventType, from: RegistryModel.serviceName)
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        events.told().compactMap { PublicEvent($0.event, at: $0.place)?.cloudEvent(of: header) }
    }

    /// The records for the topic of public events.
    static func publications(of commit: DecodedCommit, topics: Topics) -> [Publication] {
        PublicEvent.publications(events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }
}
