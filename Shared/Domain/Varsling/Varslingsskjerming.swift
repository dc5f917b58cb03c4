/// Why somebody may not see an object, and who may all the same.
public struct Varslingsskjerming: Codable, Sendable, Hashable {
    /// What stands for a security grading among the codes.
    public static let gradert = "gradert"

    /// The tilgangsrestriksjoner (M500) of the object and of what it lies in; empty when nothing is screened.
    public var koder: [String]
    /// Identities and partners that belong to the object: they see what is theirs.
    public var deltakere: [String]

    /// Screening by its codes.
    public init(koder: [String] = [], deltakere: [String] = []) { (self.koder, self.deltakere) = (koder, deltakere) }

    /// From an object's own metadata.
    public init(_ skjerming: Skjerming?, _ gradering: Gradering?, deltakere: [String]) {
        koder = (skjerming.map { [$0.tilgangsrestriksjon.kode] } ?? []) + (gradering == nil ? [] : [Self.gradert])
        self.deltakere = deltakere
    }

    /// Whether anything is screened.
    public var erSkjermet: Bool { !koder.isEmpty }

    /// The object's screening together with that of what it lies in: whoever belongs to either belongs to it.
    public func med(_ ytre: Varslingsskjerming?) -> Varslingsskjerming {
        guard let ytre else { return self }
        return Varslingsskjerming(
            koder: koder + ytre.koder.filter { !koder.contains($0) },
            deltakere: deltakere + ytre.deltakere.filter { !deltakere.contains($0) })
    }
}
