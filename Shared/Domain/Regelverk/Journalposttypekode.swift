/// The values of M082 (journalposttype).
public enum Journalposttypekode: String, Sendable, CaseIterable {
    /// Inngående dokument.
    case inngaaende = "I"
    /// Utgående dokument.
    case utgaaende = "U"
    /// Organinternt dokument for oppfølging.
    case organinterntMedOppfoelging = "N"
    /// Organinternt dokument uten oppfølging.
    case organinterntUtenOppfoelging = "X"
    /// Saksframlegg.
    case saksframlegg = "S"

    /// Whether such a post is a restanse from registration until it is written off (krav 3.4).
    public var skalAvskrives: Bool { self == .inngaaende || self == .organinterntMedOppfoelging }
}
