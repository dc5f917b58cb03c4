/// What the public was told of a journalpost does not hold any more: it may not be told, or it is told anew with other titles.
public struct JournalpostTrukketTilbake: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.trukkettilbake"

    /// The journalpost.
    public var journalpost: SystemID
    /// M004.
    public var registreringsID: String?
    /// The case it lies in.
    public var mappe: SystemID?
    /// When.
    public var trukketTilbakeDato: Tidspunkt

    /// A fact.
    public init(_ journalpost: SystemID, i mappe: SystemID?, _ registreringsID: String?, _ now: Tidspunkt) {
        (self.journalpost, self.mappe, self.registreringsID) = (journalpost, mappe, registreringsID)
        trukketTilbakeDato = now
    }

    /// What the outside is told.
    public static var outside: Outside<JournalpostTrukketTilbake> {
        .told { event in PublicFact(event.journalpost, i: event.mappe).with { $0.set("registreringsID", event.registreringsID) } }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) { lager.sett(nil, om: journalpost) }
}
