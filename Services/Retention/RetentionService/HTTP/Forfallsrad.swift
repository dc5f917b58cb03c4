import Contracts
import Domain

/// A line of the list of what is due, as one caller may see it. The same for JSON and CSV.
struct Forfallsrad {
    /// The members, in the order of the columns.
    let felter: [(navn: String, verdi: Verdi)]

    enum Verdi {
        case tekst(String?)
        case tall(Int?)
        case sant(Bool)
        case liste([String])
    }

    init(_ bilde: Kassasjonsbilde, _ innsyn: Innsyn) {
        let sees = innsyn.seesTitle(bilde)
        let kassasjon = bilde.vedtak?.kassasjon
        felter = [
            ("type", .tekst(bilde.enhet.slag.rawValue)), ("systemID", .tekst(bilde.enhet.systemID.rawValue)),
            ("kassasjonsdato", .tekst(bilde.utfall?.dato)), ("kassasjonsvedtak", .tekst(bilde.utfall?.vedtak)),
            ("kassasjonsvedtakNavn", .tekst(kassasjon?.kassasjonsvedtak.kodenavn)),
            ("kassasjonshjemmel", .tekst(kassasjon?.kassasjonshjemmel)), ("bevaringstid", .tall(kassasjon?.bevaringstid)),
            ("mappe", .tekst(bilde.mappe?.systemID.rawValue)), ("mappeID", .tekst(bilde.mappe?.mappeID)),
            ("registrering", .tekst(bilde.registrering?.systemID.rawValue)),
            ("registreringsID", .tekst(bilde.registrering?.registreringsID)),
            ("dokumentnummer", .tall(bilde.dokument?.dokumentnummer)), ("tittel", .tekst(innsyn.title(bilde))),
            ("erSkjermet", .sant(!bilde.skjerminger.isEmpty || bilde.erGradert)),
            ("opprettetDato", .tekst(bilde.opprettetDato?.description)), ("avsluttetDato", .tekst(bilde.mappe?.avsluttetDato?.description)),
            ("administrativEnhet", .tekst(bilde.mappe?.administrativEnhet)), ("journalenhet", .tekst(bilde.mappe?.journalenhet)),
            ("klasse", .tekst(bilde.klasse?.systemID.rawValue)), ("klasseID", .tekst(sees ? bilde.klasse?.klasseID : nil)),
            ("arkivdel", .tekst(bilde.arkivdel?.systemID.rawValue)), ("arkivdeltittel", .tekst(bilde.arkivdel?.tittel)),
            ("sperret", .sant(!bilde.sperrer.isEmpty)), ("sperrer", .liste(bilde.sperrer.map(\.systemID.rawValue))),
        ]
    }

    /// As a JSON object; what has no value is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        for (name, value) in felter {
            switch value {
            case .tekst(let text): members[name] = text.map { .string($0) }
            case .tall(let number): members[name] = number.map { .int(Int64($0)) }
            case .sant(let bool): members[name] = .bool(bool)
            case .liste(let all): members[name] = .array(all.map { .string($0) })
            }
        }
        if case .string(let code)? = members["kassasjonsvedtak"] {
            members["kassasjonsvedtak"] = ["kode": .string(code), "kodenavn": members["kassasjonsvedtakNavn"] ?? .string(code)]
        }
        members["kassasjonsvedtakNavn"] = nil
        return .object(members)
    }

    /// The names of the columns of CSV, in order.
    static let kolonner = [
        "type", "systemID", "kassasjonsdato", "kassasjonsvedtak", "kassasjonsvedtakNavn", "kassasjonshjemmel", "bevaringstid", "mappe",
        "mappeID", "registrering", "registreringsID", "dokumentnummer", "tittel", "erSkjermet", "opprettetDato", "avsluttetDato",
        "administrativEnhet", "journalenhet", "klasse", "klasseID", "arkivdel", "arkivdeltittel", "sperret", "sperrer",
    ]

    /// As the cells of a CSV line.
    var celler: [String] {
        felter.map { field in
            switch field.verdi {
            case .tekst(let text): text ?? ""
            case .tall(let number): number.map { "\($0)" } ?? ""
            case .sant(let bool): bool ? "ja" : "nei"
            case .liste(let all): all.joined(separator: " ")
            }
        }
    }
}
