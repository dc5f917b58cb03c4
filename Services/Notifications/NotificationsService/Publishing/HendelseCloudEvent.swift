import Contracts
import Domain

/// A hendelse as a CloudEvent: what a webhook carries. The same hendelse is the same event every time it is told.
enum HendelseCloudEvent {
    /// What stands before and after the type of a hendelse.
    static let typePrefix = "no.sakarkiv.notifications."
    /// The version of the content; a breaking change gets a new one.
    static let typeSuffix = ".v1"

    /// The event, with what its reader may see.
    static func event(_ hendelse: Hendelse, kommune: Organisasjonsnummer, erSynlig: Bool) -> CloudEvent {
        var members = (erSynlig ? HendelseJSON.synlig(hendelse) : HendelseJSON.skjult(hendelse)).members ?? [:]
        members["traceparent"] = nil
        let digits = String(hendelse.nummer)
        var extensions = [
            "kommune": kommune.rawValue, "sequence": String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits,
        ]
        extensions["traceparent"] = hendelse.traceparent
        return CloudEvent(
            id: hendelse.id, source: "/no/\(kommune)/sak-arkiv/notifications",
            type: "\(typePrefix)\(erSynlig ? hendelse.type.rawValue : "skjermet")\(typeSuffix)",
            subject: erSynlig ? hendelse.mappeID : nil, time: hendelse.tid, datacontenttype: "application/json", extensions: extensions,
            data: .json(.object(members)))
    }

    /// The event of a trial: nothing happened, somebody wants to know whether it arrives.
    static func proeve(_ id: String, kommune: Organisasjonsnummer, abonnement: SystemID, time: Tidspunkt) -> CloudEvent {
        CloudEvent(
            id: id, source: "/no/\(kommune)/sak-arkiv/notifications", type: "\(typePrefix)proeve\(typeSuffix)", time: time,
            datacontenttype: "application/json", extensions: ["kommune": kommune.rawValue],
            data: .json(["abonnement": .string(AbonnementID(kommune, abonnement).description)]))
    }
}
