/// Which of the two written standards of Norwegian somebody is written to in (språklova § 12).
public enum Maalform: String, Codable, Hashable, Sendable, CaseIterable {
    /// Bokmål.
    case bokmaal = "nb"
    /// Nynorsk.
    case nynorsk = "nn"
}
