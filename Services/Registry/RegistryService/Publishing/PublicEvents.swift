import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What the registry tells everybody: one CloudEvent for each event of a commit that is of interest outside.
///
/// Ids, numbers, dates, statuses and the title for the public; never a screened title, never the name of a party, never free text.
/// Who needs more asks the registry with a token.
enum PublicEvents {
    /// Put around an event's stable name to make the CloudEvent's type.
    static let typePrefix = "no.sakarkiv.registry."
    /// The version of the public content; a breaking change gets a new one, and both are published for a while.
    static let typeSuffix = ".v1"

    /// Events that are nobody's business outside the suite: set-up, code lists, classes (whose ids may be personal numbers), free text,
    /// decisions on disposal (what comes of them is retention's to tell).
    static let unpublished: Set<String> = [
        AdministrativEnhetOpprettet.eventType, KodelisteOpprettet.eventType, KodeverdiLagtTil.eventType, KodeverdiUtdatert.eventType,
        RegelOpprettet.eventType, ArkivOpprettet.eventType, ArkivdelOpprettet.eventType, ArkivdelstatusEndret.eventType,
        KlassifikasjonssystemOpprettet.eventType, KlasseOpprettet.eventType, KlasseAvsluttet.eventType,
        MappeFlyttetTilArkivdel.eventType, MappeOmklassifisert.eventType, KassasjonEndret.eventType, MerknadOpprettet.eventType,
        FilerOppgitt.eventType, DokumentobjektUtenFil.eventType, DokumentobjektKonvertert.eventType,
    ]

    /// The CloudEvent type of an event with that stable name; nil for one that is not published.
    static func type(of eventType: String) -> String? {
        unpublished.contains(eventType) ? nil : typePrefix + eventType + typeSuffix
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        let screened = Set(events.compactMap(PublicContent.screenedMappe))
        return events.enumerated().compactMap { index, event in
            guard let type = type(of: event.eventType), let content = PublicContent(event, screenedMapper: screened) else { return nil }
            var extensions = ["kommune": header.kommune.rawValue, "sequence": sequence(header.sequence, index)]
            extensions["traceparent"] = header.traceparent
            return CloudEvent(
                id: "\(header.kommune)-\(header.sequence)-\(index)", source: "/no/\(header.kommune)/sak-arkiv/registry", type: type,
                subject: content.subject, time: header.time, datacontenttype: "application/json", dataschema: "urn:sakarkiv:schema:\(type)",
                extensions: extensions, data: .json(.object(content.members)))
        }
    }

    /// The records for the topic of public events.
    static func publications(of commit: DecodedCommit, topics: Topics) -> [Publication] {
        let key = Array(commit.header.kommune.rawValue.utf8)
        let headers = CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) }
        return events(commit.body.events.map(\.event), of: commit.header).map { event in
            Publication(topic: topics.events(commit.header.service), record: NewRecord(key: key, value: event.encoded(), headers: headers))
        }
    }

    /// The place in the municipality's history, to be compared as text (CloudEvents, extension `sequence`): commit, then event in it.
    private static func sequence(_ commit: UInt64, _ index: Int) -> String {
        func padded(_ number: String, _ width: Int) -> String { String(repeating: "0", count: max(0, width - number.count)) + number }
        return padded(String(commit), 20) + "." + padded(String(index), 4)
    }
}
