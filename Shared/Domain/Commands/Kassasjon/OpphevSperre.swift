/// Lifts a legal hold; it stays in the history.
public struct OpphevSperre: Command, Equatable {
    /// The stable name.
    public static let commandType = "kassasjonssperre.opphev"

    /// The hold.
    public var sperre: SystemID
    /// Why.
    public var begrunnelse: String

    /// A wish.
    public init(sperre: SystemID, begrunnelse: String) { (self.sperre, self.begrunnelse) = (sperre, begrunnelse) }

    /// Grants it when there is such a hold and a reason; one that is lifted already stays lifted as it was. What they may not see is not let go by
    /// somebody else than who held it: it could be destroyed then.
    ///
    /// - Throws: `Rejection`, or an error of the store.
    public func decide(_ oppslag: some Sperreoppslag, _ circumstances: Circumstances) throws -> Decision<Kassasjonssperre> {
        guard var found = try oppslag.sperre(sperre) else {
            throw Faults.refuse("/sperre", .notFound, "There is no hold \(sperre)")
        }
        if found.sattAv != circumstances.actor, try !oppslag.kjenner(found.gjelder, circumstances) {
            throw Faults.refuse(
                "/sperre", .notCleared, "Not cleared for what the hold is on: who may not see all that it takes may not lift it")
        }
        var faults = Faults()
        SettSperre.check(begrunnelse, &faults)
        try faults.check()
        guard found.staar else { return Decision([], reply: found) }
        (found.opphevetDato, found.opphevetAv, found.opphevelsesgrunn) = (circumstances.now, circumstances.actor, begrunnelse)
        let event = KassasjonssperreOpphevet(
            sperre: sperre, opphevetDato: circumstances.now, opphevetAv: circumstances.actor, begrunnelse: begrunnelse)
        return Decision([event], reply: found)
    }
}
