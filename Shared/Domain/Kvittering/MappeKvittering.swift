/// What a mappe is called in the archive.
public struct MappeKvittering: Codable, Sendable, Equatable {
    /// The schema's type: `xsi:type` in XML, `type` in JSON.
    public enum Slag: String, Codable, Sendable, Equatable {
        /// A plain mappe or a meeting.
        case mappe = "mappeKvittering"
        /// A case; the members from `saksaar` on are for it only.
        case saksmappe = "saksmappeKvittering"
    }

    /// Which of the schema's types it is.
    public var type: Slag
    /// M001, as the archive gave it.
    public var systemID: SystemID
    /// M003, as the archive gave it.
    public var mappeID: String?
    /// The mappe it lies in.
    public var referanseForeldermappe: ReferanseTilMappe?
    /// M600.
    public var opprettetDato: Tidspunkt?
    /// M601.
    public var opprettetAv: String?
    /// M602.
    public var avsluttetDato: Tidspunkt?
    /// M603.
    public var avsluttetAv: String?
    /// The sender's own key.
    public var referanseEksternNoekkel: EksternNoekkel?
    /// Whether this message made it.
    public var opprettetEllerEksisterende: OpprettetEllerEksisterende
    /// M011; a case's only.
    public var saksaar: Int?
    /// M012; a case's only.
    public var sakssekvensnummer: Int?
    /// M100; a case's only.
    public var saksdato: Dato?

    /// With what is required; everything else left out.
    public init(type: Slag, systemID: SystemID, opprettetEllerEksisterende: OpprettetEllerEksisterende) {
        (self.type, self.systemID, self.opprettetEllerEksisterende) = (type, systemID, opprettetEllerEksisterende)
    }
}
