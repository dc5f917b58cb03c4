/// What has to be known of a case, so that later facts about it can be told to the right people.
public struct Varslingssak: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M003.
    public var mappeID: String
    /// M020; nil where the case is screened or graded itself.
    public var tittel: String?
    /// M025.
    public var offentligTittel: String?
    /// M305.
    public var administrativEnhet: Aktoer?
    /// M306.
    public var saksansvarlig: Aktoer?
    /// Who may know of it, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Varslingsskjerming?

    /// A case.
    public init(_ sak: Saksmappe) { self.init(sak.mappe, enhet: sak.administrativEnhet, ansvarlig: sak.saksansvarlig) }

    /// Any mappe.
    public init(_ mappe: Mappe, enhet: Aktoer? = nil, ansvarlig: Aktoer? = nil) {
        (systemID, mappeID, administrativEnhet, saksansvarlig) = (mappe.systemID, mappe.mappeID, enhet, ansvarlig)
        tittel = mappe.skjerming == nil && mappe.gradering == nil ? mappe.tittel : nil
        offentligTittel = mappe.offentligTittel
    }

    /// What protects it, as far as what an earlier program took in says it.
    public var tidligereTilgang: Tilgangsledd { Tilgangsledd(systemID: systemID, eget: skjerming?.tilgang) }
}
