/// Sets a legal hold.
public struct SettSperre: Command, Equatable {
    /// The stable name.
    public static let commandType = "kassasjonssperre.sett"
    /// Longest reason, characters.
    public static let limitReasonCharacters = 4_000

    /// What it is to be on.
    public var gjelder: Sperregjenstand
    /// Why.
    public var begrunnelse: String

    /// A wish.
    public init(gjelder: Sperregjenstand, begrunnelse: String) { (self.gjelder, self.begrunnelse) = (gjelder, begrunnelse) }

    /// Grants it when there is a reason and, for a mappe or a class, something it can be on. A party need not be known yet: it holds for what
    /// comes later too. One thing may have several holds. Whoever may not see the mappe is refused.
    ///
    /// - Throws: `Rejection`, or an error of the store.
    public func decide(_ oppslag: some Sperreoppslag, _ circumstances: Circumstances) throws -> Decision<Kassasjonssperre> {
        var faults = Faults()
        Self.check(begrunnelse, &faults)
        switch gjelder {
        case .mappe(let id):
            if try !oppslag.harMappe(id) {
                faults.add("/gjelder/mappe", .notFound, "There is no mappe \(id)")
            } else if try !oppslag.kjenner(gjelder, circumstances) {
                throw Innsyn.ikkeKlarert(.mappe)
            }
        case .klasse(let id):
            // A class that they may not see is, to them, not there.
            if try !oppslag.harKlasse(id) || !oppslag.kjenner(gjelder, circumstances) {
                faults.add("/gjelder/klasse", .notFound, "There is no class \(id)")
            }
        case .part: break
        }
        try faults.check()
        let sperre = Kassasjonssperre(
            systemID: circumstances.nextID(), gjelder: gjelder, begrunnelse: begrunnelse, sattDato: circumstances.now,
            sattAv: circumstances.actor)
        return Decision([KassasjonssperreSatt(sperre: sperre)], reply: sperre)
    }

    static func check(_ begrunnelse: String, _ faults: inout Faults) {
        if begrunnelse.allSatisfy(\.isWhitespace) {
            faults.add("/begrunnelse", .missingMember, "begrunnelse is required: say why")
        } else if begrunnelse.count > limitReasonCharacters {
            faults.add("/begrunnelse", .invalidValue, "begrunnelse is longer than \(limitReasonCharacters) characters")
        }
    }
}
