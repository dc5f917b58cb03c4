/// A remark was made on an object.
public struct MerknadOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "merknad.opprettet"

    /// What it is on.
    public var eier: Arkivenhet
    /// The remark.
    public var merknad: Merknad

    /// A fact.
    public init(eier: Arkivenhet, merknad: Merknad) { (self.eier, self.merknad) = (eier, merknad) }

    /// Nobody outside is told.
    public static var outside: Outside<MerknadOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggTil(merknad, paa: eier)
    }
}
