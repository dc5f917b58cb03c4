/// A mappe got another primary class.
///
/// Given by the registry's command; what the mappe inherits from its class (kassasjon) changes with it. The class it had keeps its mark of
/// what it holds or has held; the new one gets it.
public struct MappeOmklassifisert: RegistryEvent {
    /// The stable name.
    public static let eventType = "mappe.omklassifisert"

    /// The mappe.
    public var mappe: SystemID
    /// Its primary class now.
    public var klasse: SystemID
    /// Its primary class before; nil when it had none.
    public var forrige: SystemID?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String
    /// Why.
    public var begrunnelse: String?

    /// A fact.
    public init(
        mappe: SystemID, klasse: SystemID, forrige: SystemID?, endretDato: Tidspunkt, endretAv: String, begrunnelse: String? = nil
    ) {
        self.mappe = mappe
        self.klasse = klasse
        self.forrige = forrige
        self.endretDato = endretDato
        self.endretAv = endretAv
        self.begrunnelse = begrunnelse
    }

    /// Nobody outside is told.
    public static var outside: Outside<MappeOmklassifisert> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .mappeOmklassifisert(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(mappe: mappe) { variant in
            variant.mappe.referanseKlasse = klasse
            (variant.mappe.endretDato, variant.mappe.endretAv) = (endretDato, endretAv)
        }
        lager.merk(klasse: klasse, inneholder: .mapper)
    }
}
