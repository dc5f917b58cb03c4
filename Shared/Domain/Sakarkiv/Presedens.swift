/// A decision that others are measured by; never deleted (krav 2.8.12–2.8.22).
public struct Presedens: Codable, Sendable, Equatable {
    /// Names it in this archive.
    public var systemID: SystemID
    /// M111.
    public var presedensDato: Dato
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// M682.
    public var endretDato: Tidspunkt?
    /// M683.
    public var endretAv: String?
    /// M020.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M311.
    public var presedensHjemmel: String?
    /// M312.
    public var rettskildefaktor: String
    /// M628.
    public var presedensGodkjentDato: Tidspunkt?
    /// M629.
    public var presedensGodkjentAv: String?
    /// M602.
    public var avsluttetDato: Tidspunkt?
    /// M603.
    public var avsluttetAv: String?
    /// M056.
    public var presedensstatus: Kode?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, presedensDato: Dato, opprettetDato: Tidspunkt, opprettetAv: String, tittel: String, rettskildefaktor: String
    ) {
        self.systemID = systemID
        self.presedensDato = presedensDato
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.tittel = tittel
        self.rettskildefaktor = rettskildefaktor
    }
}
