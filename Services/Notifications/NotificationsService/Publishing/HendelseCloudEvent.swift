import Contracts
import Domain

/// A hendelse as a CloudEvent: what a webhook carries. The same hendelse is the same event every time it is told.
enum HendelseCloudEvent {
    /// What a webhook is told: one type for all, so that a receiver need not know every kind of hendelse; `data.type` has it.
    static let hendelseType = "no.sakarkiv.notifications.hendelse.v1"
    /// A trial.
    static let proeveType = "no.sakarkiv.notifications.proeve.v1"

    /// The event, with what its reader may see.
    static func event(_ fortalt: Hendelse.Fortalt, kommune: Organisasjonsnummer) -> CloudEvent {
        let hendelse = fortalt.hendelse
        var members = HendelseJSON.json(fortalt).members ?? [:]
        members["traceparent"] = nil
        let digits = String(hendelse.nummer)
        var extensions = [
            "kommune": kommune.rawValue, "sequence": String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits,
        ]
        extensions["traceparent"] = hendelse.traceparent
        return CloudEvent(
            id: hendelse.id, source: "/no/\(kommune)/sak-arkiv/notifications",
            type: hendelseType,
            subject: fortalt.erSynlig ? hendelse.mappeID : nil, time: hendelse.tid, datacontenttype: "application/json",
            dataschema: "urn:sakarkiv:schema:\(hendelseType)", extensions: extensions,
            data: .json(.object(members)))
    }

    /// The event of a trial: nothing happened, somebody wants to know whether it arrives.
    static func proeve(_ id: String, kommune: Organisasjonsnummer, abonnement: SystemID, time: Tidspunkt) -> CloudEvent {
        CloudEvent(
            id: id, source: "/no/\(kommune)/sak-arkiv/notifications", type: proeveType, time: time,
            datacontenttype: "application/json", dataschema: "urn:sakarkiv:schema:\(proeveType)", extensions: ["kommune": kommune.rawValue],
            data: .json(["abonnement": .string(AbonnementID(kommune, abonnement).description)]))
    }
}
