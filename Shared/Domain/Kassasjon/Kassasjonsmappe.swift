/// What retention needs to know of a mappe.
public struct Kassasjonsmappe: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// Which kind it is.
    public var slag: Mappekort.Slag
    /// M003.
    public var mappeID: String
    /// M020.
    public var tittel: String
    /// M025.
    public var offentligTittel: String?
    /// M600.
    public var opprettetDato: Tidspunkt
    /// The arkivdel it lies in.
    public var arkivdel: SystemID
    /// Its own primary class.
    public var klasse: SystemID?
    /// The mappe it lies in.
    public var foreldermappe: SystemID?
    /// M602: nil while it is open.
    public var avsluttetDato: Tidspunkt?
    /// Whether it is registered as a precedent: such a case is never disposed of (krav 6.1.20).
    public var erPresedens: Bool
    /// The decision that stands on it.
    public var vedtak: Kassasjonsvedtak?
    /// Screening, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Skjerming?
    /// Whether it is graded, as earlier programs kept it.
    public var erGradert: Bool?
    /// M305, the name; a case's only.
    public var administrativEnhet: String?
    /// M308; a case's only.
    public var journalenhet: String?
    /// Who is a party to it.
    public var parter: [Partsnoekkel]

    /// What matters of a mappe that was made.
    public init(_ variant: Mappevariant) {
        let mappe = variant.mappe
        systemID = mappe.systemID
        slag = variant.kort.slag
        (mappeID, tittel, offentligTittel) = (mappe.mappeID, mappe.tittel, mappe.offentligTittel)
        opprettetDato = mappe.opprettetDato
        (arkivdel, klasse, foreldermappe) = (mappe.referanseArkivdel, mappe.referanseKlasse, mappe.referanseForeldermappe)
        avsluttetDato = mappe.avsluttetDato
        vedtak = Kassasjonsvedtak(mappe.kassasjon, mappe.opprettetDato, mappe.opprettetAv)
        parter = Partsnoekkel.alle(mappe.part)
        guard case .saksmappe(let sak) = variant else {
            erPresedens = false
            return
        }
        erPresedens = !sak.presedens.isEmpty
        (administrativEnhet, journalenhet) = (sak.administrativEnhet.navn, sak.journalenhet)
    }

    /// The day its period starts: when it was closed, by the calendar in Norway (krav 6.1.6).
    public var startdato: Dato? { avsluttetDato?.norskDato }
}
