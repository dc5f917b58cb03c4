/// A class was closed: nothing new is filed in it.
public struct KlasseAvsluttet: RegistryEvent {
    /// The stable name.
    public static let eventType = "klasse.avsluttet"

    /// The class.
    public var klasse: SystemID
    /// M602.
    public var avsluttetDato: Tidspunkt
    /// M603.
    public var avsluttetAv: String

    /// A fact.
    public init(klasse: SystemID, avsluttetDato: Tidspunkt, avsluttetAv: String) {
        self.klasse = klasse
        self.avsluttetDato = avsluttetDato
        self.avsluttetAv = avsluttetAv
    }

    /// Nobody outside is told.
    public static var outside: Outside<KlasseAvsluttet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(klasse: klasse) { ($0.avsluttetDato, $0.avsluttetAv) = (avsluttetDato, avsluttetAv) }
    }
}
