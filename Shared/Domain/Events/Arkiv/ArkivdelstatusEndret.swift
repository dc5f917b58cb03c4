/// An arkivdel came into another part of its period.
public struct ArkivdelstatusEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkivdel.statusendret"

    /// The arkivdel.
    public var arkivdel: SystemID
    /// M051 before.
    public var fra: Kode
    /// M051 now.
    public var til: Kode
    /// The part that follows it, when that was settled now.
    public var referanseArvtaker: SystemID?
    /// M602, when it was closed.
    public var avsluttetDato: Tidspunkt?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(
        arkivdel: SystemID, fra: Kode, til: Kode, referanseArvtaker: SystemID? = nil, avsluttetDato: Tidspunkt? = nil,
        endretDato: Tidspunkt, endretAv: String
    ) {
        self.arkivdel = arkivdel
        self.fra = fra
        self.til = til
        self.referanseArvtaker = referanseArvtaker
        self.avsluttetDato = avsluttetDato
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// Nobody outside is told.
    public static var outside: Outside<ArkivdelstatusEndret> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(arkivdel: arkivdel) { del in
            del.arkivdelstatus = til
            if let referanseArvtaker { del.referanseArvtaker = referanseArvtaker }
            del.avsluttetDato = avsluttetDato
            del.avsluttetAv = avsluttetDato == nil ? nil : endretAv
            (del.endretDato, del.endretAv) = (endretDato, endretAv)
        }
    }
}
