/// What became of one document.
public struct DokumentbeskrivelseKvittering: Codable, Sendable, Equatable {
    /// M001, as the archive gave it.
    public var systemID: SystemID
    /// M600.
    public var opprettetDato: Tidspunkt?
    /// M601.
    public var opprettetAv: String?
    /// M007: its place in the registrering.
    public var dokumentnummer: Int?
    /// Its files.
    public var dokumentobjekt: [DokumentobjektKvittering] = []

    /// With what is required; everything else left out.
    public init(systemID: SystemID) { self.systemID = systemID }
}
