/// What decisions need to know of a registrering that exists.
public struct Registreringskort: Sendable, Equatable {
    /// The kinds of registrering.
    public enum Slag: String, Sendable, Codable {
        /// Kept, neither journalled nor a note.
        case registrering
        /// Journalled.
        case journalpost
        /// Archived, not journalled.
        case arkivnotat
        /// An item or document of a meeting.
        case moeteregistrering
    }

    /// M001.
    public var systemID: SystemID
    /// Which kind it is.
    public var slag: Slag
    /// The mappe it lies in.
    public var mappe: SystemID?
    /// M004.
    public var registreringsID: String?

    /// A card.
    public init(systemID: SystemID, slag: Slag, mappe: SystemID?, registreringsID: String?) {
        (self.systemID, self.slag, self.mappe, self.registreringsID) = (systemID, slag, mappe, registreringsID)
    }
}
