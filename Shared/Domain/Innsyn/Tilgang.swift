/// What decides who may see an object whole: its screening, its grading, and whom it belongs to.
public struct Tilgang: Sendable, Equatable {
    /// Its own screening, or that of what it lies in (krav 5.2.27).
    public var skjerming: Skjerming?
    /// Whether it is graded.
    public var erGradert: Bool
    /// Whether only names of parties are screened; by no provision of their own.
    public var harSkjermedeParter: Bool
    /// Names and identities of those it belongs to: who is responsible, who handles it, the partner that sent it.
    public var deltakere: Set<String>

    /// What decides.
    public init(skjerming: Skjerming? = nil, erGradert: Bool = false, harSkjermedeParter: Bool = false, deltakere: Set<String> = []) {
        (self.skjerming, self.erGradert) = (skjerming, erGradert)
        (self.harSkjermedeParter, self.deltakere) = (harSkjermedeParter, deltakere)
    }

    /// Whether nothing of it is secret.
    public var erAapen: Bool { skjerming == nil && !erGradert && !harSkjermedeParter }

    /// Whether a text of this kind (M502) is secret. Of a graded object every text is.
    func skjuler(_ koder: String...) -> Bool {
        erGradert || (skjerming?.skjermingMetadata.contains { koder.contains($0.kode) } ?? false)
    }

    /// Every name of those.
    static func navn(_ aktoerer: Aktoer?...) -> Set<String> {
        Set(
            aktoerer.compactMap { $0 }.flatMap { [$0.navn, $0.identifikator, $0.initialer, $0.epostadresse] }.compactMap { $0 }
                .filter { !$0.isEmpty })
    }
}

/// What stands where a text is that somebody may not see.
enum Skjult {
    static let tekst = "*****"
}
