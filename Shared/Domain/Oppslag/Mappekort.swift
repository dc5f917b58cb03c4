/// What decisions need to know of a mappe that exists.
public struct Mappekort: Sendable, Equatable {
    /// The kinds of mappe.
    public enum Slag: String, Sendable, Codable {
        /// A plain mappe.
        case mappe
        /// A case.
        case saksmappe
        /// A meeting.
        case moetemappe
    }

    /// M001.
    public var systemID: SystemID
    /// Which kind it is.
    public var slag: Slag
    /// M003.
    public var mappeID: String
    /// M020.
    public var tittel: String
    /// The arkivdel it lies in.
    public var arkivdel: SystemID
    /// The primary class.
    public var klasse: SystemID?
    /// M602: nil while it is open.
    public var avsluttetDato: Tidspunkt?
    /// Whether precedents hang on it; a case's only.
    public var harPresedens = false
    /// M052; a case's only.
    public var saksstatus: Kode?
    /// M305; a case's only.
    public var administrativEnhet: Aktoer?
    /// M306; a case's only.
    public var saksansvarlig: Aktoer?
    /// M308; a case's only.
    public var journalenhet: String?

    /// What every mappe has; the rest is nil.
    public init(systemID: SystemID, slag: Slag, mappeID: String, tittel: String, arkivdel: SystemID) {
        (self.systemID, self.slag, self.mappeID, self.tittel, self.arkivdel) = (systemID, slag, mappeID, tittel, arkivdel)
    }

    init(_ mappe: Mappe, slag: Slag) {
        self.init(systemID: mappe.systemID, slag: slag, mappeID: mappe.mappeID, tittel: mappe.tittel, arkivdel: mappe.referanseArkivdel)
        klasse = mappe.referanseKlasse
        avsluttetDato = mappe.avsluttetDato
    }

    init(_ saksmappe: Saksmappe) {
        self.init(saksmappe.mappe, slag: .saksmappe)
        harPresedens = !saksmappe.presedens.isEmpty
        saksstatus = saksmappe.saksstatus
        administrativEnhet = saksmappe.administrativEnhet
        saksansvarlig = saksmappe.saksansvarlig
        journalenhet = saksmappe.journalenhet
    }
}
