import CommitLog
import Contracts
import Domain
import ShardRuntime

/// What documents tells everybody: that a file is in the archive, and that one cannot be had or is late.
///
/// Ids, sizes and formats; never a title, a file's name or its checksum (who knows a checksum could tell whether a screened document is a file
/// they have). Who needs more asks with a token.
enum PublicEvents {
    /// Put around an event's stable name to make the CloudEvent's type.
    static let typePrefix = "no.sakarkiv.documents."
    /// The version of the public content.
    static let typeSuffix = ".v1"

    /// The events that are published.
    static let published: Set<String> = [FilLagret.eventType, FilFeilet.eventType]

    /// The public events of a commit, in order, with ids that are the same every time.
    static func events(_ events: [any DomainEvent], of header: CommitHeader) -> [CloudEvent] {
        // An attempt that is only one of several is nobody's business: a failure is told when its sender is told, or when it is final.
        let told = Set(events.compactMap { ($0 as? AvsenderVarslet)?.dokumentobjekt })
        return events.enumerated().compactMap { index, event in
            switch event {
            case let event as FilLagret: cloudEvent(FilLagret.eventType, event.dokumentobjekt, content(event), header, index)
            case let event as FilFeilet where event.erEndelig || told.contains(event.dokumentobjekt):
                cloudEvent(FilFeilet.eventType, event.dokumentobjekt, content(event), header, index)
            default: nil
            }
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

    private static func cloudEvent(
        _ eventType: String, _ subject: SystemID, _ members: [String: JSONValue], _ header: CommitHeader, _ index: Int
    ) -> CloudEvent {
        let type = typePrefix + eventType + typeSuffix
        var extensions = ["kommune": header.kommune.rawValue, "sequence": sequence(header.sequence, index)]
        extensions["traceparent"] = header.traceparent
        return CloudEvent(
            id: "\(header.kommune)-\(header.sequence)-\(index)", source: "/no/\(header.kommune)/sak-arkiv/documents", type: type,
            subject: subject.rawValue, time: header.time, datacontenttype: "application/json",
            dataschema: "urn:sakarkiv:schema:\(type)", extensions: extensions, data: .json(.object(members)))
    }

    /// The place in the municipality's history, to be compared as text (CloudEvents, extension `sequence`): commit, then event in it.
    private static func sequence(_ commit: UInt64, _ index: Int) -> String {
        func padded(_ number: String, _ width: Int) -> String { String(repeating: "0", count: max(0, width - number.count)) + number }
        return padded(String(commit), 20) + "." + padded(String(index), 4)
    }
}
