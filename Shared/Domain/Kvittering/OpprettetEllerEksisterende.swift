/// Whether the object was made now or was there before; a repeated message gets `Eksisterende`.
public enum OpprettetEllerEksisterende: String, Codable, Sendable, Equatable {
    /// Made by this message.
    case opprettet = "Opprettet"
    /// There before, found by its external key.
    case eksisterende = "Eksisterende"
}
