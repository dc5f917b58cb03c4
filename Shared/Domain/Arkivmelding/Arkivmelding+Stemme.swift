extension Arkivmelding {
    /// What somebody voted.
    public enum Stemme: String, Codable, Sendable, Equatable {
        /// For.
        case ja = "Ja"
        /// Against.
        case nei = "Nei"
        /// Neither.
        case blankt = "Blankt"
    }
}
