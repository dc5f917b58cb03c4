import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What documents tells everybody: that a file is in the archive, and that one cannot be had or is late.
///
/// Ids, sizes and formats; never a title, a file's name or its checksum (who knows a checksum could tell whether a screened document is a file
/// they have). Who needs more asks with a token.
enum PublicEvents {
    /// The events that are published.
    static let published: Set<String> = [FilLagret.eventType, FilFeilet.eventType]

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        // An attempt that is only one of several is nobody's business: a failure is told when its sender is told, or when it is final.
        let told = Set(events.compactMap { ($0 as? AvsenderVarslet)?.dokumentobjekt })
        return events.enumerated().compactMap { index, event in
            switch event {
            case let event as FilLagret:
                PublicEvent(event.eventType, at: index, subject: event.dokumentobjekt.rawValue, members: content(event))
                    .cloudEvent(of: header)
            case let event as FilFeilet where event.erEndelig || told.contains(event.dokumentobjekt):
                PublicEvent(event.eventType, at: index, subject: event.dokumentobjekt.rawValue, members: content(event))
                    .cloudEvent(of: header)
            default: nil
            }
        }
    }

    /// The records for the topic of public events.
    static func publications(of commit: DecodedCommit, topics: Topics) -> [Publication] {
        PublicEvent.publications(events(commit.body.events.map(\.event), of: commit.header), of: commit.header, topics: topics)
    }

    private static func content(_ event: FilLagret) -> [String: JSONValue] {
        [
            "systemID": .string(event.dokumentobjekt.rawValue), "referanseDokumentbeskrivelse": .string(event.dokumentbeskrivelse.rawValue),
            "referanseRegistrering": .string(event.registrering.rawValue), "filstoerrelse": .int(event.filstoerrelse),
            "format": .string(event.format), "mimeType": .string(event.mimeType), "lagretDato": .string(event.lagretDato.description),
        ]
    }

    private static func content(_ event: FilFeilet) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "systemID": .string(event.dokumentobjekt.rawValue), "referanseRegistrering": .string(event.registrering.rawValue),
            "kode": .string(event.feil.code), "erEndelig": .bool(event.erEndelig), "antallForsoek": .int(Int64(event.antallForsoek)),
            "feiletDato": .string(event.feiletDato.description),
        ]
        members["nesteForsoek"] = event.nesteForsoek.map { .string($0.description) }
        return members
    }
}
