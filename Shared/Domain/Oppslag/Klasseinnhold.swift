/// What a class contains: one kind of thing (krav 2.4.4).
public enum Klasseinnhold: String, Sendable, Equatable {
    /// Further classes: it is no leaf and takes nothing else.
    case klasser
    /// Mapper.
    case mapper
    /// Registreringer that lie in no mappe.
    case registreringer
}

/// What a mappe contains: one kind of thing.
public enum Mappeinnhold: String, Sendable, Equatable {
    /// Further mapper.
    case mapper
    /// Registreringer.
    case registreringer
}
