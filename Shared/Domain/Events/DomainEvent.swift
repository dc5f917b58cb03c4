/// A fact in the past tense, as it stands inside a commit.
///
/// - Warning: `eventType` and the coded member names are the storage format. They stand in commit logs that are kept for ever:
///   never change them; add optional members, or a new type.
public protocol DomainEvent: Codable, Sendable, Equatable {
    /// The stable name, such as `saksmappe.opprettet`.
    static var eventType: String { get }
}

extension DomainEvent {
    /// The stable name of this event's type.
    public var eventType: String { Self.eventType }
}
