/// A value of a code list may not be used on new or changed objects any more.
public struct KodeverdiUtdatert: RegistryEvent {
    /// The stable name.
    public static let eventType = "kodeverdi.utdatert"

    /// The list.
    public var kodeliste: Kodelistenavn
    /// The value's code.
    public var kode: String
    /// Since when.
    public var utdatert: Tidspunkt

    /// A fact.
    public init(kodeliste: Kodelistenavn, kode: String, utdatert: Tidspunkt) {
        self.kodeliste = kodeliste
        self.kode = kode
        self.utdatert = utdatert
    }

    /// Nobody outside is told.
    public static var outside: Outside<KodeverdiUtdatert> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(kodeliste: kodeliste) { liste in
            guard let index = liste.verdier.firstIndex(where: { $0.kode == kode }) else { return }
            liste.verdier[index].utdatert = utdatert
        }
    }
}
