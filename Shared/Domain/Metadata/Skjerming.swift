/// Screening from the public (krav 5.2.14–5.2.28).
public struct Skjerming: Codable, Sendable, Equatable {
    /// M500.
    public var tilgangsrestriksjon: Kode
    /// M501: the provision.
    public var skjermingshjemmel: String
    /// M502: which texts are screened.
    public var skjermingMetadata: [Kode] = []
    /// M503: whether the whole document is, or parts.
    public var skjermingDokument: Kode?
    /// M504: years.
    public var skjermingsvarighet: Int?
    /// M505.
    public var skjermingOpphoererDato: Dato?
    /// What happens on that day (Fiks Arkiv).
    public var skjermingOpphoererAksjon: Kode?

    /// With what is required; everything else left out.
    public init(
        tilgangsrestriksjon: Kode, skjermingshjemmel: String
    ) {
        (self.tilgangsrestriksjon, self.skjermingshjemmel) = (tilgangsrestriksjon, skjermingshjemmel)
    }
}
