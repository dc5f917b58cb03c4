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

    init(_ bilde: Kassasjonsbilde, _ visning: Kassasjonsvisning) throws {
        let sees = try visning.visning(bilde)
        // What the public may know of something screened; of something graded not even that (`Mappevariant.skjermet`, `bareAtDetFinnes`).
        let seesWhere = sees.viserOffentligTittel
        let kassasjon = seesWhere ? bilde.vedtak?.kassasjon : nil
        let utfall = seesWhere ? bilde.utfall : nil
        let sperrer = try visning.sperrer(bilde)
        let klasse = try visning.serHele(bilde.klasse?.systemID) ? bilde.klasse : nil
        felter = [
            ("type", .tekst(bilde.enhet.slag.rawValue)), ("systemID", .tekst(bilde.enhet.systemID.rawValue)),
            ("kassasjonsdato", .tekst(utfall?.dato)), ("kassasjonsvedtak", .tekst(utfall?.vedtak)),
            ("kassasjonsvedtakNavn", .tekst(kassasjon?.kassasjonsvedtak.kodenavn)),
            ("kassasjonshjemmel", .tekst(kassasjon?.kassasjonshjemmel)), ("bevaringstid", .tall(kassasjon?.bevaringstid)),
            ("mappe", .tekst(bilde.mappe?.systemID.rawValue)), ("mappeID", .tekst(bilde.mappe?.mappeID)),
            ("registrering", .tekst(bilde.registrering?.systemID.rawValue)),
            ("registreringsID", .tekst(bilde.registrering?.registreringsID)),
            ("dokumentnummer", .tall(bilde.dokument?.dokumentnummer)), ("tittel", .tekst(try visning.tittel(bilde))),
            ("erSkjermet", .sant(try visning.erSkjermet(bilde))),
            ("opprettetDato", .tekst(bilde.opprettetDato?.description)),
            ("avsluttetDato", .tekst(seesWhere ? bilde.mappe?.avsluttetDato?.description : nil)),
            ("administrativEnhet", .tekst(seesWhere ? bilde.mappe?.administrativEnhet : nil)),
            ("journalenhet", .tekst(seesWhere ? bilde.mappe?.journalenhet : nil)),
            ("klasse", .tekst(sees.viserInnhold ? klasse?.systemID.rawValue : nil)),
            ("klasseID", .tekst(sees == .hel ? klasse?.klasseID : nil)),
            ("arkivdel", .tekst(bilde.arkivdel?.systemID.rawValue)),
            ("arkivdeltittel", .tekst(try visning.serHele(bilde.arkivdel?.systemID) ? bilde.arkivdel?.tittel : nil)),
            ("sperret", sperrer?.erSperret.map { .sant($0) } ?? .tekst(nil)),
            ("sperrer", sperrer.map { .liste($0.fortalt.map(\.systemID.rawValue)) } ?? .tekst(nil)),
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
