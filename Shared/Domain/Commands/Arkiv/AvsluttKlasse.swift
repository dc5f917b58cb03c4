/// Closes a class: nothing new is filed in it (krav 2.4.5).
public struct AvsluttKlasse: RegistryCommand {
    /// The stable name.
    public static let commandType = "klasse.avslutt"

    /// The class.
    public var klasse: SystemID

    /// A wish.
    public init(klasse: SystemID) { self.klasse = klasse }

    /// Grants it when there is such a class.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        try circumstances.innsyn(arkiv).krev(.klasse(klasse))
        guard let current = arkiv.klasse(klasse) else { throw Faults.refuse("/klasse", .notFound, "There is no klasse \(klasse)") }
        let reply = Utfoert(systemID: klasse)
        guard current.avsluttetDato == nil else { return Decision([], reply: reply) }
        return Decision(
            [KlasseAvsluttet(klasse: klasse, avsluttetDato: circumstances.now, avsluttetAv: circumstances.actor)], reply: reply)
    }
}
