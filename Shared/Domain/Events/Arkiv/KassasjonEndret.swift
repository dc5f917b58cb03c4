/// The decision on an object's own fate was set, changed or removed (krav 6.1.4, 6.1.5, 6.1.8, 6.1.11).
///
/// Given by the registry's commands for arkivdel, klasse, mappe, registrering and dokumentbeskrivelse. It says what stands on the object
/// itself; what the object inherits, and the date that comes of it, is worked out by retention.
public struct KassasjonEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "kassasjon.endret"

    /// What it stands on.
    public var arkivenhet: Kassasjonsenhet
    /// The decision now; nil = removed, so that the object inherits again.
    public var kassasjon: Kassasjon?
    /// The decision before.
    public var forrige: Kassasjon?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String
    /// Why.
    public var begrunnelse: String?

    /// A fact.
    public init(
        arkivenhet: Kassasjonsenhet, kassasjon: Kassasjon?, forrige: Kassasjon? = nil, endretDato: Tidspunkt, endretAv: String,
        begrunnelse: String? = nil
    ) {
        self.arkivenhet = arkivenhet
        self.kassasjon = kassasjon
        self.forrige = forrige
        self.endretDato = endretDato
        self.endretAv = endretAv
        self.begrunnelse = begrunnelse
    }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonEndret> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .kassasjonEndret(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        switch arkivenhet {
        case .arkivdel(let id):
            lager.endre(arkivdel: id) { del in
                del.kassasjon = kassasjon
                (del.endretDato, del.endretAv) = (endretDato, endretAv)
            }
        case .klasse(let id):
            lager.endre(klasse: id) { klasse in
                klasse.kassasjon = kassasjon
                (klasse.endretDato, klasse.endretAv) = (endretDato, endretAv)
            }
        case .mappe(let id):
            lager.endre(mappe: id) { variant in
                variant.mappe.kassasjon = kassasjon
                (variant.mappe.endretDato, variant.mappe.endretAv) = (endretDato, endretAv)
            }
        case .registrering(let id):
            lager.endre(registrering: id) { variant in
                variant.registrering.kassasjon = kassasjon
                (variant.registrering.endretDato, variant.registrering.endretAv) = (endretDato, endretAv)
            }
        case .dokumentbeskrivelse(let id):
            guard let owner = lager.registrering(medDokument: id) else { return }
            lager.endre(registrering: owner) { variant in
                guard let index = variant.registrering.dokumentbeskrivelse.firstIndex(where: { $0.systemID == id }) else { return }
                variant.registrering.dokumentbeskrivelse[index].kassasjon = kassasjon
                variant.registrering.dokumentbeskrivelse[index].endretDato = endretDato
                variant.registrering.dokumentbeskrivelse[index].endretAv = endretAv
            }
        }
    }
}
