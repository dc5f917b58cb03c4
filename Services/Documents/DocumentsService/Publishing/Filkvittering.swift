import Contracts
import Crypto
import Domain
import ShardRuntime

/// What the sender of a file is told on its receipts topic: that it cannot be had (yet), and that it came after all.
///
/// Types of our own, not Fiks Arkiv's feilmelding: that one says that the message was refused, and here the registrering stands. `correlationid` is
/// the message's id, as in every other answer to it.
struct Filkvittering {
    /// The file cannot be had, or is late.
    static let feilet = "no.sakarkiv.documents.kvittering.fil.feilet.v1"
    /// The file that was missing is in the archive.
    static let lagret = "no.sakarkiv.documents.kvittering.fil.lagret.v1"

    let fil: Filrad
    let avsender: Filavsender
    let kommune: Organisasjonsnummer
    let time: Tidspunkt

    func feilet(_ event: FilFeilet) -> Receipt {
        var members = members
        members["kode"] = .string(event.feil.code)
        members["melding"] = .string(event.feil.message)
        members["erEndelig"] = .bool(event.erEndelig)
        members["antallForsoek"] = .int(Int64(event.antallForsoek))
        members["nesteForsoek"] = event.nesteForsoek.map { .string($0.description) }
        members["feiletDato"] = .string(event.feiletDato.description)
        return receipt(Self.feilet, members)
    }

    func lagret(_ event: FilLagret) -> Receipt {
        var members = members
        members["sjekksum"] = .string(event.sjekksum)
        members["sjekksumAlgoritme"] = "SHA-256"
        members["filstoerrelse"] = .int(event.filstoerrelse)
        members["format"] = .string(event.format)
        members["lagretDato"] = .string(event.lagretDato.description)
        return receipt(Self.lagret, members)
    }

    private var members: [String: JSONValue] {
        [
            "systemID": .string(fil.systemID.rawValue), "referanseDokumentbeskrivelse": .string(fil.dokumentbeskrivelse.rawValue),
            "referanseRegistrering": .string(fil.registrering.rawValue), "referanseDokumentfil": .string(fil.referanseDokumentfil),
        ]
    }

    private func receipt(_ type: String, _ members: [String: JSONValue]) -> Receipt {
        // The same outcome gets the same id every time; another attempt's another one.
        let parts = [kommune.rawValue, avsender.source, avsender.id, fil.systemID.rawValue, "\(fil.forsoeksnummer)", type]
        var extensions = ["correlationid": avsender.id, "kommune": kommune.rawValue]
        extensions["traceparent"] = fil.traceparent
        let event = CloudEvent(
            id: SHA256.hex(parts.map { "\($0.utf8.count):\($0)" }.joined()), source: "/no/\(kommune)/sak-arkiv/documents", type: type,
            subject: avsender.subject, time: time, datacontenttype: "application/json", dataschema: "urn:sakarkiv:schema:\(type)",
            extensions: extensions, data: .json(.object(members)))
        return Receipt(partner: avsender.partner, event: event)
    }
}
