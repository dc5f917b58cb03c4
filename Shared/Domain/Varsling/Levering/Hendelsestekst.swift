/// A hendelse in words, for letters: what happened, with the title for the public where there is one. Never a party's name.
public enum Hendelsestekst {
    /// The words, in one of the written standards.
    public static func tekst(_ hendelse: Hendelse, _ maalform: Maalform) -> String {
        let ord = maalform == .nynorsk ? nynorsk : bokmaal
        var text = ord[hendelse.type] ?? hendelse.type.rawValue
        switch hendelse.type {
        case .saksmappeStatusendret, .journalpostStatusendret:
            if let til = hendelse.til { text += ": \(til.kodenavn)" }
        case .fristNaermerSeg, .fristForfalt, .kassasjonsdatoBeregnet:
            if let dato = hendelse.dato { text += " \(norsk(dato))" }
        default: break
        }
        if let tittel = hendelse.offentligTittel { text += " – \(tittel)" }
        return text
    }

    /// The line of a letter.
    public static func linje(_ hendelse: Hendelse, _ maalform: Maalform) -> Sammendrag.Linje {
        Sammendrag.Linje(tid: hendelse.tid, tekst: tekst(hendelse, maalform), sak: hendelse.mappeID)
    }

    /// `22.11.2026`.
    static func norsk(_ dato: Dato) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(dato.dag)).\(two(dato.maaned)).\(dato.aar)"
    }

    private static let bokmaal: [Hendelsestype: String] = [
        .saksmappeOpprettet: "Ny sak", .saksmappeStatusendret: "Saken har fått ny status", .saksmappeGjenaapnet: "Saken er gjenåpnet",
        .journalpostOpprettet: "Ny journalpost", .journalpostStatusendret: "Journalposten har fått ny status",
        .journalpostAvskrevet: "Journalposten er avskrevet", .journalpostAvskrivningopphevet: "Avskrivningen er opphevet",
        .mappeOpprettet: "Ny mappe", .registreringOpprettet: "Ny registrering", .arkivnotatOpprettet: "Nytt arkivnotat",
        .filLagret: "En fil er lagret i arkivet", .filFeilet: "En fil kunne ikke hentes", .filSkadet: "En lagret fil er skadet",
        .kassasjonsdatoBeregnet: "Kassasjonsdatoen er beregnet:", .fristNaermerSeg: "Fristen nærmer seg:", .fristForfalt: "Fristen er ute:",
        .abonnementDeaktivert: "Et abonnement på varsler er stanset, fordi mottakeren ikke tar imot",
    ]

    private static let nynorsk: [Hendelsestype: String] = [
        .saksmappeOpprettet: "Ny sak", .saksmappeStatusendret: "Saka har fått ny status", .saksmappeGjenaapnet: "Saka er opna att",
        .journalpostOpprettet: "Ny journalpost", .journalpostStatusendret: "Journalposten har fått ny status",
        .journalpostAvskrevet: "Journalposten er avskriven", .journalpostAvskrivningopphevet: "Avskrivinga er oppheva",
        .mappeOpprettet: "Ny mappe", .registreringOpprettet: "Ny registrering", .arkivnotatOpprettet: "Nytt arkivnotat",
        .filLagret: "Ei fil er lagra i arkivet", .filFeilet: "Ei fil kunne ikkje hentast", .filSkadet: "Ei lagra fil er skadd",
        .kassasjonsdatoBeregnet: "Kassasjonsdatoen er rekna ut:", .fristNaermerSeg: "Fristen nærmar seg:", .fristForfalt: "Fristen er ute:",
        .abonnementDeaktivert: "Eit abonnement på varsel er stansa, fordi mottakaren ikkje tek imot",
    ]
}
