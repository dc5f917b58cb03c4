import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What retention tells everybody: which objects got which date, and which lost it.
///
/// Ids, codes, years and dates; never a title, a name, or the words of a decision. Who needs more asks retention with a token.
struct KassasjonPublications {
    /// Put around an event's stable name to make the CloudEvent's type.
    static let typePrefix = "no.sakarkiv.retention."
    /// The version of the public content.
    static let typeSuffix = ".v1"
    /// The events that are published. What it follows is the registry's to tell; who is under a legal hold is nobody's business outside.
    static let published: [any DomainEvent.Type] = [KassasjonBeregnet.self, KassasjonBortfalt.self]

    let topics: Topics

    /// The CloudEvent type of an event with that stable name; nil for one that is not published.
    static func type(of eventType: String) -> String? {
        published.contains { $0.eventType == eventType } ? typePrefix + eventType + typeSuffix : nil
    }

    /// The records for the topic of public events.
    func publications(of commit: DecodedCommit) -> [Publication] {
        let key = Array(commit.header.kommune.rawValue.utf8)
        let headers = CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) }
        return Self.events(commit.body.events.map(\.event), of: commit.header).map { event in
            Publication(topic: topics.events(commit.header.service), record: NewRecord(key: key, value: event.encoded(), headers: headers))
        }
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        events.enumerated().compactMap { index, event in
            guard let type = type(of: event.eventType), let (subject, content) = content(event) else { return nil }
            var extensions = ["kommune": header.kommune.rawValue, "sequence": sequence(header.sequence, index)]
            extensions["traceparent"] = header.traceparent
            return CloudEvent(
                id: "\(header.kommune)-\(header.sequence)-\(index)", source: "/no/\(header.kommune)/sak-arkiv/retention", type: type,
                subject: subject.rawValue, time: header.time, datacontenttype: "application/json",
                dataschema: "urn:sakarkiv:schema:\(type)", extensions: extensions, data: .json(.object(content)))
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

    /// The place in the municipality's history, to be compared as text (CloudEvents, extension `sequence`): commit, then event in it.
    private static func sequence(_ commit: UInt64, _ index: Int) -> String {
        func padded(_ number: String, _ width: Int) -> String { String(repeating: "0", count: max(0, width - number.count)) + number }
        return padded(String(commit), 20) + "." + padded(String(index), 4)
    }
}
