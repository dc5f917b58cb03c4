/// The values of M051 (arkivdelstatus).
public enum Arkivdelstatuskode: String, Sendable, CaseIterable {
    /// New mapper go here (krav 6.2.3).
    case aktivPeriode = "A"
    /// No new mapper; open ones still take registreringer and then move to the next period (krav 6.2.4, 6.2.5).
    case overlappingsperiode = "O"
    /// Nothing new; every mappe is closed (krav 6.2.6).
    case avsluttetPeriode = "P"
    /// A place for exceptions; takes what is put there on purpose.
    case uaktuelleMapper = "U"
}
