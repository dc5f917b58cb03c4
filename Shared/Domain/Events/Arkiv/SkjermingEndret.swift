/// What an object is screened by was set, changed or removed, with its title for the public (krav 5.2.25–5.2.27).
///
/// Given by the registry's command for arkivdel, klasse, mappe, registrering and dokumentbeskrivelse. What lies in the object is protected by it
/// too; that is worked out by whoever shows it.
public struct SkjermingEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "skjerming.endret"

    /// What it stands on.
    public var arkivenhet: Kassasjonsenhet
    /// The registrering that a document lies in.
    public var registrering: SystemID?
    /// The screening now; nil = removed.
    public var skjerming: Skjerming?
    /// The screening before.
    public var forrige: Skjerming?
    /// M025 now; of mapper and registreringer alone.
    public var offentligTittel: String?
    /// What protects the object by itself, now.
    public var tilgang: Tilgang
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String
    /// Why.
    public var begrunnelse: String

    /// A fact.
    public init(
        arkivenhet: Kassasjonsenhet, registrering: SystemID?, skjerming: Skjerming?, forrige: Skjerming?, offentligTittel: String?,
        tilgang: Tilgang, endretDato: Tidspunkt, endretAv: String, begrunnelse: String
    ) {
        (self.arkivenhet, self.registrering, self.skjerming, self.forrige) = (arkivenhet, registrering, skjerming, forrige)
        (self.offentligTittel, self.tilgang) = (offentligTittel, tilgang)
        (self.endretDato, self.endretAv, self.begrunnelse) = (endretDato, endretAv, begrunnelse)
    }

    /// Nobody outside is told.
    public static var outside: Outside<SkjermingEndret> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .skjermingEndret(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        switch arkivenhet {
        case .arkivdel(let id):
            lager.endre(arkivdel: id) { del in
                del.skjerming = skjerming
                (del.endretDato, del.endretAv) = (endretDato, endretAv)
            }
        case .klasse(let id):
            lager.endre(klasse: id) { klasse in
                klasse.skjerming = skjerming
                (klasse.endretDato, klasse.endretAv) = (endretDato, endretAv)
            }
        case .mappe(let id):
            lager.endre(mappe: id) { variant in
                (variant.mappe.skjerming, variant.mappe.offentligTittel) = (skjerming, offentligTittel)
                (variant.mappe.endretDato, variant.mappe.endretAv) = (endretDato, endretAv)
            }
        case .registrering(let id):
            lager.endre(registrering: id) { variant in
                (variant.registrering.skjerming, variant.registrering.offentligTittel) = (skjerming, offentligTittel)
                (variant.registrering.endretDato, variant.registrering.endretAv) = (endretDato, endretAv)
            }
        case .dokumentbeskrivelse(let id):
            guard let owner = registrering else { return }
            lager.endre(registrering: owner) { variant in
                guard let index = variant.registrering.dokumentbeskrivelse.firstIndex(where: { $0.systemID == id }) else { return }
                variant.registrering.dokumentbeskrivelse[index].skjerming = skjerming
                variant.registrering.dokumentbeskrivelse[index].endretDato = endretDato
                variant.registrering.dokumentbeskrivelse[index].endretAv = endretAv
            }
        }
    }
}
