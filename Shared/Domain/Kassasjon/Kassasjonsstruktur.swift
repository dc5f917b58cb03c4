/// What retention needs to know of an arkivdel.
public struct Kassasjonsarkivdel: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M020.
    public var tittel: String
    /// The decision that stands on it.
    public var vedtak: Kassasjonsvedtak?
    /// Screening, as earlier programs kept it.
    public var skjerming: Skjerming?

    /// What matters of an arkivdel that was made.
    public init(_ arkivdel: Arkivdel) {
        systemID = arkivdel.systemID
        tittel = arkivdel.tittel
        vedtak = Kassasjonsvedtak(arkivdel.kassasjon, arkivdel.opprettetDato, arkivdel.opprettetAv)
    }
}

/// What retention needs to know of a class.
public struct Kassasjonsklasse: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// The class it is a part of.
    public var overordnetKlasse: SystemID?
    /// M002.
    public var klasseID: String
    /// M020.
    public var tittel: String
    /// The decision that stands on it.
    public var vedtak: Kassasjonsvedtak?
    /// Screening, as earlier programs kept it.
    public var skjerming: Skjerming?

    /// What matters of a class that was made.
    public init(_ klasse: Klasse) {
        systemID = klasse.systemID
        overordnetKlasse = klasse.referanseOverordnetKlasse
        klasseID = klasse.klasseID
        tittel = klasse.tittel
        vedtak = Kassasjonsvedtak(klasse.kassasjon, klasse.opprettetDato, klasse.opprettetAv)
    }
}
