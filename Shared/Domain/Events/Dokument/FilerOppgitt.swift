/// A message named files for the documents that were registered with it: the documents service takes it from here.
///
/// Stands in the same commit as the registreringer whose dokumentobjekter it lists.
public struct FilerOppgitt: RegistryEvent {
    /// The stable name.
    public static let eventType = "filer.oppgitt"

    /// Who sent the message.
    public var avsender: Filavsender
    /// Where the message stands in the log, for the files it carried itself.
    public var melding: Meldingssted
    /// The dokumentobjekter whose `referanseDokumentfil` is to be followed, in the order of the message.
    public var dokumentobjekt: [SystemID]

    /// A fact.
    public init(avsender: Filavsender, melding: Meldingssted, dokumentobjekt: [SystemID]) {
        (self.avsender, self.melding, self.dokumentobjekt) = (avsender, melding, dokumentobjekt)
    }

    /// The files of the registreringer that a decision makes; nil when it makes none, or none with files: a repeat tells of no file again.
    public init?(opprettetAv events: [any DomainEvent], avsender: Filavsender, melding: Meldingssted) {
        let made = events.compactMap { Registreringsvariant(opprettetAv: $0) }
        let dokumentobjekt = made.flatMap(\.registrering.dokumentbeskrivelse).flatMap(\.dokumentobjekt).map(\.systemID)
        guard !dokumentobjekt.isEmpty else { return nil }
        self.init(avsender: avsender, melding: melding, dokumentobjekt: dokumentobjekt)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FilerOppgitt> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .filerOppgitt(self) }

    /// Leaves no mark in the registry: the files are another service's.
    public func apply(to lager: inout some Arkivlager) {}
}
