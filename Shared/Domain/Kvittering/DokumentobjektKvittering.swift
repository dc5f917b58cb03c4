/// What became of one file's description.
public struct DokumentobjektKvittering: Codable, Sendable, Equatable {
    /// M001, as the archive gave it.
    public var systemID: SystemID
    /// M005.
    public var versjonsnummer: Int?
    /// M700.
    public var variantformat: Arkivmelding.Kode?
    /// M600.
    public var opprettetDato: Tidspunkt?
    /// M601.
    public var opprettetAv: String?

    /// With what is required; everything else left out.
    public init(systemID: SystemID) { self.systemID = systemID }
}
