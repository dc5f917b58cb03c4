/// What somebody may see of an object.
public enum Visning: Sendable, Hashable {
    /// All of it.
    case hel
    /// All but these parts.
    case utenDeler(Set<Tilgang.Del>)
    /// What the public may know of a screened object: numbers, dates, statuses, and the title for the public.
    case skjermet
    /// That it exists, and under which number.
    case bareAtDetFinnes
    /// Not even that.
    case ingenting

    /// Whether the title itself may be seen.
    public var viserTittel: Bool {
        switch self {
        case .hel: true
        case .utenDeler(let deler): !deler.contains(.tittel)
        case .skjermet, .bareAtDetFinnes, .ingenting: false
        }
    }

    /// Whether the title for the public may be seen.
    public var viserOffentligTittel: Bool {
        switch self {
        case .hel, .utenDeler, .skjermet: true
        case .bareAtDetFinnes, .ingenting: false
        }
    }

    /// Whether the object itself may be seen, with or without some of its parts.
    public var viserInnhold: Bool {
        switch self {
        case .hel, .utenDeler: true
        case .skjermet, .bareAtDetFinnes, .ingenting: false
        }
    }

    /// Of two that show the object itself: without what either hides.
    public func medFaerrest(_ other: Visning) -> Visning {
        switch (self, other) {
        case (.utenDeler(let mine), .utenDeler(let theirs)): .utenDeler(mine.union(theirs))
        case (.hel, _): other
        default: self
        }
    }

    /// The title that may be seen; nil: none.
    public func tittel(_ tittel: String, offentlig: String?) -> String? {
        viserTittel ? tittel : viserOffentligTittel ? offentlig : nil
    }
}

/// What stands where a text is that somebody may not see.
enum Skjult {
    static let tekst = "*****"
    static let aktoer = Aktoer(navn: tekst)
}
