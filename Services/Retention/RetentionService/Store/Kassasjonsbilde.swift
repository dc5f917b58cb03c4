import Domain

/// An object as lists and explanations show it: what it is, where it lies, what becomes of it, which holds are on it. Not yet judged for who looks.
struct Kassasjonsbilde: Sendable {
    let nummer: Int
    let enhet: Kassasjonsenhet
    /// The mappe (or registrering outside mapper) it lies in.
    var mappe: Kassasjonsmappe?
    var registrering: Kassasjonsregistrering?
    var dokument: Kassasjonsdokument?
    var arkivdel: Kassasjonsarkivdel?
    var klasse: Kassasjonsklasse?
    /// The number of what protects it; nil: nothing.
    var vern: Int?
    var utfall: Lagretutfall?
    /// The decision that applies.
    var vedtak: Kassasjonsvedtak?
    /// The holds that stand.
    var sperrer: [Kassasjonssperre] = []
    /// Of a hold on a party, the mapper (or registreringer outside mapper) in which the party occurs, by number.
    var medPart: [SystemID: [Int]] = [:]
    /// The one it lies in and those around it, by number, where a hold stands on any party; otherwise none.
    var grupper: [Int] = []

    /// M020.
    var tittel: String { dokument?.tittel ?? registrering?.tittel ?? mappe?.tittel ?? "" }

    /// M025, of the object itself; documents have none.
    var offentligTittel: String? {
        if dokument != nil { return nil }
        return registrering == nil ? mappe?.offentligTittel : registrering?.offentligTittel
    }

    /// M600.
    var opprettetDato: Tidspunkt? { dokument?.opprettetDato ?? registrering?.opprettetDato ?? mappe?.opprettetDato }
}
