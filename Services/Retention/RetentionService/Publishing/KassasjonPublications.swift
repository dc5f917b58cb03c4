import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What retention tells everybody: which objects got which date, and which lost it.
///
/// Ids, codes, years and dates; never a title, a name, or the words of a decision. Who needs more asks retention with a token.
struct KassasjonPublications {
    let topics: Topics

    /// The CloudEvent type of an event with that stable name; nil for one that is not published.
    static func type(of eventType: String) -> String? {
        let isTold = Kassasjonshendelser.all.contains { $0.eventType == eventType && ($0 as? any AnsweringEvent.Type)?.isTold == true }
        return isTold ? PublicEvent.type(of: eventType, from: RetentionModel.serviceName) : nil
    }

    /// The records for the topic of public events.
    func publications(of commit: DecodedCommit) -> [Publication] {
        PublicEvent.publications(Self.events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        events.enumerated().compactMap { PublicEvent($1, at: $0)?.cloudEvent(of: header) }
    }
}
