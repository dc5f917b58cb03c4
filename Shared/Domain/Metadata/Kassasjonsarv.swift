/// How far the decision of an arkivdel or a klasse is inherited, when not all the way down.
public enum Kassasjonsarv: String, Codable, Sendable, CaseIterable {
    /// Inheritance is switched off: mapper do not get it (krav 6.1.9). A class says by this that nothing comes to its mapper from the
    /// classes above it either; an arkivdel, that the classes decide.
    case ingen
    /// It goes to mapper and no further (krav 6.1.10).
    case mappe
}
