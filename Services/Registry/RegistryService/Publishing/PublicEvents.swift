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
    /// Events that are nobody's business outside the suite: set-up, code lists, classes (whose ids may be personal numbers), free text,
    /// decisions on disposal (what comes of them is retention's to tell).
    static let unpublished: Set<String> = [
        AdministrativEnhetOpprettet.eventType, KodelisteOpprettet.eventType, KodeverdiLagtTil.eventType, KodeverdiUtdatert.eventType,
        RegelOpprettet.eventType, ArkivOpprettet.eventType, ArkivdelOpprettet.eventType, ArkivdelstatusEndret.eventType,
        KlassifikasjonssystemOpprettet.eventType, KlasseOpprettet.eventType, KlasseAvsluttet.eventType,
        MappeFlyttetTilArkivdel.eventType, MappeOmklassifisert.eventType, KassasjonEndret.eventType, MerknadOpprettet.eventType,
        SkjermingEndret.eventType, PubliseringsregelEndret.eventType, TilgangGjengitt.eventType,
        FilerOppgitt.eventType, DokumentobjektUtenFil.eventType, DokumentobjektKonvertert.eventType,
    ]

    /// The CloudEvent type of an event with that stable name; nil for one that is not published.
    static func type(of eventType: String) -> String? {
        unpublished.contains(eventType) ? nil : PublicEvent.type(of: eventType, from: RegistryModel.serviceName)
    }

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        events.enumerated().compactMap { index, event in
            guard !unpublished.contains(event.eventType), let content = PublicContent(event) else { return nil }
            return PublicEvent(event.eventType, at: index, subject: content.subject, members: content.members).cloudEvent(of: header)
        }
    }

    /// The records for the topic of public events.
    static func publications(of commit: DecodedCommit, topics: Topics) -> [Publication] {
        PublicEvent.publications(events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }
}
