/// Retention has taken in an arkivdel of the registry's.
public struct KassasjonsarkivdelFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonsarkivdel.fulgt"
    /// The arkivdel.
    public let arkivdel: Kassasjonsarkivdel

    /// A fact.
    public init(arkivdel: Kassasjonsarkivdel) { self.arkivdel = arkivdel }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonsarkivdelFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// Retention has taken in a class of the registry's.
public struct KassasjonsklasseFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonsklasse.fulgt"
    /// The class.
    public let klasse: Kassasjonsklasse

    /// A fact.
    public init(klasse: Kassasjonsklasse) { self.klasse = klasse }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonsklasseFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// Retention has taken in a mappe of the registry's.
public struct KassasjonsmappeFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonsmappe.fulgt"
    /// The mappe.
    public let mappe: Kassasjonsmappe

    /// A fact.
    public init(mappe: Kassasjonsmappe) { self.mappe = mappe }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonsmappeFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// Retention has taken in a registrering of the registry's, with its documents.
public struct KassasjonsregistreringFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonsregistrering.fulgt"
    /// The registrering.
    public let registrering: Kassasjonsregistrering

    /// A fact.
    public init(registrering: Kassasjonsregistrering) { self.registrering = registrering }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonsregistreringFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
