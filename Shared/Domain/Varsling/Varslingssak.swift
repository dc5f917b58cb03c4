/// What has to be known of a case, so that later facts about it can be told to the right people.
public struct Varslingssak: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M003.
    public var mappeID: String
    /// The title for the public; nil where there is none.
    public var tittel: String?
    /// M305.
    public var administrativEnhet: Aktoer?
    /// M306.
    public var saksansvarlig: Aktoer?
    /// Who may know of it.
    public var skjerming: Varslingsskjerming

    /// A case.
    public init(_ sak: Saksmappe, partner: String?) {
        self.init(sak.mappe, enhet: sak.administrativEnhet, ansvarlig: sak.saksansvarlig, partner: partner)
    }

    /// Any mappe.
    public init(_ mappe: Mappe, enhet: Aktoer? = nil, ansvarlig: Aktoer? = nil, partner: String?) {
        (systemID, mappeID, administrativEnhet, saksansvarlig) = (mappe.systemID, mappe.mappeID, enhet, ansvarlig)
        skjerming = Varslingsskjerming(
            mappe.skjerming, mappe.gradering, deltakere: Varslingspost.navn(ansvarlig) + (partner.map { [$0] } ?? []))
        tittel = Varslingspost.forOffentligheten(mappe.tittel, mappe.offentligTittel, skjerming)
    }
}
