/// The values of kassasjonsvedtak (M450) that rules look at; a municipality may have more (krav 6.1.4).
public enum Kassasjonsvedtakskode: String, Sendable, CaseIterable {
    /// Kept for ever.
    case bevares = "B"
    /// Destroyed when the time is over.
    case kasseres = "K"
    /// Looked at again when the time is over.
    case vurderesSenere = "G"
}
