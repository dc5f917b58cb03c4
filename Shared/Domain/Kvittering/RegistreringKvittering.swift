/// What a registrering is called in the archive.
public struct RegistreringKvittering: Codable, Sendable, Equatable {
    /// The schema's type: `xsi:type` in XML, `type` in JSON.
    public enum Slag: String, Codable, Sendable, Equatable {
        /// Any kind but a journalpost.
        case registrering = "registreringKvittering"
        /// A journalpost; the members from `journalaar` on are for it only.
        case journalpost = "journalpostKvittering"
    }

    /// Which of the schema's types it is.
    public var type: Slag
    /// M001, as the archive gave it.
    public var systemID: SystemID
    /// M600.
    public var opprettetDato: Tidspunkt?
    /// M601.
    public var opprettetAv: String?
    /// M604.
    public var arkivertDato: Tidspunkt?
    /// M605.
    public var arkivertAv: String?
    /// The documents, in the order of their numbers.
    public var dokumentbeskrivelseKvittering: [DokumentbeskrivelseKvittering] = []
    /// M004, as the archive gave it.
    public var registreringsID: String?
    /// The sender's own key.
    public var referanseEksternNoekkel: EksternNoekkel?
    /// Whether this message made it.
    public var opprettetEllerEksisterende: OpprettetEllerEksisterende
    /// M013; a journalpost's only.
    public var journalaar: Int?
    /// M014; a journalpost's only.
    public var journalsekvensnummer: Int?
    /// M015; a journalpost's only.
    public var journalpostnummer: Int?
    /// M082; a journalpost's only.
    public var journalposttype: Arkivmelding.Kode?
    /// M053; a journalpost's only.
    public var journalstatus: Arkivmelding.Kode?
    /// M101; a journalpost's only.
    public var journaldato: Dato?
    /// M109; a journalpost's only.
    public var forfallsdato: Dato?

    /// With what is required; everything else left out.
    public init(type: Slag, systemID: SystemID, opprettetEllerEksisterende: OpprettetEllerEksisterende) {
        (self.type, self.systemID, self.opprettetEllerEksisterende) = (type, systemID, opprettetEllerEksisterende)
    }
}
