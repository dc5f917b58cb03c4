import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What retention tells everybody: which objects got which date, and which lost it.
///
/// Ids, codes, years and dates; never a title, a name, or the words of a decision. Who needs more asks retention with a token.
struct KassasjonPublications {
    /// The events that are published. What it follows is the registry's to tell; who is under a legal hold is nobody's business outside.
    static let published: [any DomainEvent.Type] = [KassasjonBeregnet.self, KassasjonBortfalt.self]

    let topics: Topics

    /// The CloudEvent type of an event with that stable name; nil for one that is not published.
    static func type(of eventType: String) -> String? {
        published.contains { $0.eventType == eventType } ? PublicEvent.type(of: eventType, from: RetentionModel.serviceName) : nil
    }

    /// The records for the topic of public events.
    func publications(of commit: DecodedCommit) -> [Publication] {
        PublicEvent.publications(Self.events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        events.enumerated().compactMap { index, event in
            guard let (subject, members) = content(event) else { return nil }
            return PublicEvent(event.eventType, at: index, subject: subject.rawValue, members: members).cloudEvent(of: header)
        }
    }

    private static func content(_ event: any DomainEvent) -> (subject: SystemID, content: [String: JSONValue])? {
        switch event {
        case let event as KassasjonBeregnet:
            var content: [String: JSONValue] = [
                "systemID": .string(event.hode.rawValue), "tilstand": .string(event.utfall.tilstand.rawValue),
                "enheter": enheter(event.enheter),
            ]
            content["kassasjonsvedtak"] = event.utfall.kassasjonsvedtak.map {
                ["kode": .string($0.kode), "kodenavn": .string($0.kodenavn)]
            }
            content["bevaringstid"] = event.utfall.bevaringstid.map { .int(Int64($0)) }
            content["startdato"] = event.utfall.startdato.map { .string($0.description) }
            content["kassasjonsdato"] = event.utfall.kassasjonsdato.map { .string($0.description) }
            return (event.hode, content)
        case let event as KassasjonBortfalt:
            return (
                event.hode,
                [
                    "systemID": .string(event.hode.rawValue), "aarsak": .string(event.aarsak.rawValue), "enheter": enheter(event.enheter),
                ]
            )
        default: return nil
        }
    }

    private static func enheter(_ enheter: Kassasjonsenheter) -> JSONValue {
        var members: [String: JSONValue] = [:]
        let kinds = [
            ("mappe", enheter.mappe), ("registrering", enheter.registrering), ("dokumentbeskrivelse", enheter.dokumentbeskrivelse),
        ]
        for (name, ids) in kinds where ids != nil { members[name] = .array((ids ?? []).map { .string($0.rawValue) }) }
        return .object(members)
    }
}
