import Contracts
import Domain

/// A hendelse as a subscriber is told of it.
enum HendelseJSON {
    /// What one reader is told.
    static func json(_ fortalt: Hendelse.Fortalt) -> JSONValue { fortalt.erSynlig ? synlig(fortalt) : skjult(fortalt.hendelse) }

    private static func synlig(_ fortalt: Hendelse.Fortalt) -> JSONValue {
        let hendelse = fortalt.hendelse
        var members = common(hendelse)
        func set(_ name: String, _ value: String?) { members[name] = value.map { .string($0) } }
        set("type", hendelse.type.rawValue)
        set("saksmappe", hendelse.saksmappe?.rawValue)
        set("mappeID", hendelse.mappeID)
        set("registrering", hendelse.registrering?.rawValue)
        set("registreringsID", hendelse.registreringsID)
        set("journalposttype", hendelse.journalposttype)
        set("dokumentobjekt", hendelse.dokumentobjekt?.rawValue)
        set("administrativEnhet", hendelse.administrativEnhet?.navn)
        set("saksansvarlig", hendelse.saksansvarlig?.navn)
        set("offentligTittel", hendelse.offentligTittel)
        set("dato", hendelse.dato?.description)
        set("abonnement", hendelse.abonnement?.rawValue)
        set("traceparent", hendelse.traceparent)
        members["erSkjermet"] = .bool(fortalt.erSkjermet)
        members["fra"] = hendelse.fra.map(kode)
        members["til"] = hendelse.til.map(kode)
        members["dagerIgjen"] = hendelse.dagerIgjen.map { .int(Int64($0)) }
        return .object(members)
    }

    /// What is told to somebody who may not see it: that there is something, so that nobody takes it for lost.
    private static func skjult(_ hendelse: Hendelse) -> JSONValue {
        var members = common(hendelse)
        members["type"] = "skjermet"
        members["erSkjermet"] = true
        return .object(members)
    }

    private static func common(_ hendelse: Hendelse) -> [String: JSONValue] {
        ["cursor": .int(hendelse.nummer), "id": .string(hendelse.id), "tid": .string(hendelse.tid.description)]
    }

    private static func kode(_ kode: Kode) -> JSONValue { ["kode": .string(kode.kode), "kodenavn": .string(kode.kodenavn)] }
}
