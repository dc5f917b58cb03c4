/// A code list was put into the archive, with its values.
public struct KodelisteOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "kodeliste.opprettet"

    /// The list.
    public var kodeliste: Kodeliste

    /// A fact.
    public init(kodeliste: Kodeliste) { self.kodeliste = kodeliste }

    /// Nobody outside is told.
    public static var outside: Outside<KodelisteOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(kodeliste)
    }
}
