/// What becomes of an object, as far as it can be said now.
public enum Kassasjonstilstand: String, Codable, Sendable, CaseIterable {
    /// No decision reaches it.
    case ingenVedtak
    /// Its mappe is open: the period has not started.
    case aapen
    /// It is kept for ever.
    case bevares
    /// It has a date.
    case datert
    /// The decision says neither for how long nor until when.
    case utenBevaringstid
    /// The decision says «Kasseres», but a precedent is never disposed of (krav 6.1.20).
    case presedens
    /// The date would lie beyond the year 9999.
    case utenforKalenderen
    /// The classes or mapper it lies in form a loop, or a chain deeper than `Kassasjonskandidater.limitDepth`: nothing can be said.
    case sloeyfe

    /// Whether it is written down: an object without a decision, or in an open mappe, has no outcome yet.
    public var erUtfall: Bool { self != .ingenVedtak && self != .aapen }
}

/// The outcome of all decisions that reach an object.
public struct Kassasjonsutfall: Codable, Sendable, Hashable {
    /// What can be said.
    public var tilstand: Kassasjonstilstand
    /// M450.
    public var kassasjonsvedtak: Kode?
    /// M453.
    public var kassasjonshjemmel: String?
    /// M451, years.
    public var bevaringstid: Int?
    /// When the period started.
    public var startdato: Dato?
    /// M452.
    public var kassasjonsdato: Dato?
    /// The object whose decision applies.
    public var kilde: Kassasjonsenhet?
    /// When that decision was made.
    public var vedtattDato: Tidspunkt?

    init(_ tilstand: Kassasjonstilstand) { self.tilstand = tilstand }
}

/// A decision in the chain behind an outcome, and what it does there.
public struct Kassasjonsledd: Codable, Sendable, Equatable {
    /// What a decision does for an object.
    public enum Virkning: String, Codable, Sendable, CaseIterable {
        /// It applies.
        case gjelder
        /// Another one, closer to the object or stronger, applies instead.
        case overstyrt
        /// Its inheritance is switched off (krav 6.1.9).
        case arvesIkke
        /// Its inheritance stops at mappe (krav 6.1.10).
        case stopperVedMappe
    }

    /// What it stands on.
    public var enhet: Kassasjonsenhet
    /// The decision.
    public var vedtak: Kassasjonsvedtak
    /// What it does.
    public var virkning: Virkning
}

/// An outcome with the chain of decisions behind it, strongest first.
public struct Kassasjonsvurdering: Codable, Sendable, Equatable {
    /// The outcome.
    public var utfall: Kassasjonsutfall
    /// Every decision on the way, whether it applies or not.
    public var kjede: [Kassasjonsledd]
    /// The objects that form a loop, when there is one.
    public var sloeyfe: [SystemID]?
}
