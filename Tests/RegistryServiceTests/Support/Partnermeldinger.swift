import Contracts

/// Arkivmeldinger as JSON, as small as they can be.
enum Partnermeldinger {
    /// A case.
    static func sak(_ tittel: String, noekkel: String? = nil, skjermet: Bool = false) -> JSONValue {
        var mappe: [String: JSONValue] = ["type": "saksmappe", "tittel": .string(tittel)]
        mappe["referanseEksternNoekkel"] = noekkel.map { ekstern($0) }
        if skjermet { mappe["skjerming"] = skjerming }
        return ["system": "Byggesak", "antallFiler": 0, "mappe": .object(mappe)]
    }

    /// An internal note in a case that is found by its key.
    static func notat(_ tittel: String, i sak: String, noekkel: String? = nil, _ more: [String: JSONValue] = [:]) -> JSONValue {
        var registrering: [String: JSONValue] = [
            "type": "journalpost", "tittel": .string(tittel), "journalposttype": ["kode": "X"],
            "referanseForelderMappe": ["referanseEksternNoekkel": ekstern(sak)],
        ]
        registrering["referanseEksternNoekkel"] = noekkel.map { ekstern($0) }
        registrering.merge(more) { $1 }
        return ["system": "Byggesak", "antallFiler": 0, "registrering": .object(registrering)]
    }

    static let skjerming: JSONValue = ["tilgangsrestriksjon": ["kode": "13"], "skjermingshjemmel": "Offl. § 13"]

    static func ekstern(_ noekkel: String) -> JSONValue { ["fagsystem": "Byggesak", "noekkel": .string(noekkel)] }
}
