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

    /// Puts it into the state.
    public func apply(to tilstand: inout Arkivtilstand) {
        guard let index = tilstand.kodelister[kodeliste]?.verdier.firstIndex(where: { $0.kode == kode }) else { return }
        tilstand.kodelister[kodeliste]?.verdier[index].utdatert = utdatert
    }
}
