/// A value was added to a code list, or taken into use again.
public struct KodeverdiLagtTil: RegistryEvent {
    /// The stable name.
    public static let eventType = "kodeverdi.lagttil"

    /// The list.
    public var kodeliste: Kodelistenavn
    /// The value.
    public var kodeverdi: Kodeverdi

    /// A fact.
    public init(kodeliste: Kodelistenavn, kodeverdi: Kodeverdi) { (self.kodeliste, self.kodeverdi) = (kodeliste, kodeverdi) }

    /// Nobody outside is told.
    public static var outside: Outside<KodeverdiLagtTil> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(kodeliste: kodeliste) { liste in
            liste.verdier.removeAll { $0.kode == kodeverdi.kode }
            liste.verdier.append(kodeverdi)
        }
    }
}
