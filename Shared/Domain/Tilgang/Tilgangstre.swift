/// What protects each object of an archive, in memory: what every service's store keeps in tables, as plain as it can be said.
public struct Tilgangstre: Sendable, Equatable {
    private var ledd: [SystemID: Tilgangsledd] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes in what a fact changed.
    public mutating func apply(_ endring: Tilgangsendring) {
        switch endring {
        case .nytt(let nytt): ledd[nytt.systemID] = nytt
        case .flyttet(let mappe, let arkivdel): ledd[mappe]?.arkivdel = arkivdel
        case .omklassifisert(let mappe, let klasse): ledd[mappe]?.klasse = klasse
        case .vern(let objekt, let registrering, let tilgang):
            guard let known = ledd[objekt] else {
                // A document on which nothing stood has no place yet; nor has what is older than what is kept here.
                ledd[objekt] = Tilgangsledd(systemID: objekt, over: registrering, eget: tilgang)
                return
            }
            ledd[objekt]?.eget = (known.eget ?? Tilgang()).medVern(av: tilgang)
        }
    }

    /// What protects an object; nil when nothing does, or the object is not known.
    public func tilgang(_ systemID: SystemID) -> Tilgang? {
        guard let samlet = ledd[systemID]?.samlet({ ledd[$0] }), !samlet.erAapen else { return nil }
        return samlet
    }

    /// What protects a document: by itself where something stands on it, else as its registrering.
    public func tilgang(dokument: SystemID, i registrering: SystemID) -> Tilgang? {
        tilgang(ledd[dokument] == nil ? registrering : dokument)
    }
}
