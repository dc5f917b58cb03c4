/// What protects each object of an archive, in memory: what every service's store keeps in tables, as plain as it can be said.
public struct Tilgangstre: Sendable, Equatable {
    private var alleLedd: [SystemID: Tilgangsledd] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes in what a fact changed.
    public mutating func apply(_ endring: Tilgangsendring) {
        switch endring {
        case .nytt(let ledd), .gjengitt(let ledd): alleLedd[ledd.systemID] = ledd
        case .flyttet(let mappe, let arkivdel): alleLedd[mappe]?.arkivdel = arkivdel
        case .omklassifisert(let mappe, let klasse): alleLedd[mappe]?.klasse = klasse
        case .vern(let objekt, let registrering, let tilgang):
            guard let known = alleLedd[objekt] else {
                // A document on which nothing stood has no place yet; nor has what is older than what is kept here.
                alleLedd[objekt] = Tilgangsledd(systemID: objekt, over: registrering, eget: tilgang)
                return
            }
            alleLedd[objekt]?.eget = (known.eget ?? Tilgang()).medVern(av: tilgang)
        }
    }

    /// What protects an object; nil when nothing does, or the object is not known.
    public func tilgang(_ systemID: SystemID) -> Tilgang? {
        guard let samlet = alleLedd[systemID]?.samlet({ alleLedd[$0] }), !samlet.erAapen else { return nil }
        return samlet
    }

    /// An object's place; nil when it is not known.
    public func ledd(_ systemID: SystemID) -> Tilgangsledd? { alleLedd[systemID] }

    /// Places, in the order of their systemIDs.
    func alle(etter: SystemID?, limit: Int) -> [Tilgangsledd] {
        let ids = alleLedd.keys.filter { id in etter.map { $0 < id } ?? true }.sorted().prefix(limit)
        return ids.compactMap { alleLedd[$0] }
    }

    /// Whether an object lies in another, at any depth.
    public func ligger(_ systemID: SystemID, i ytre: SystemID) -> Bool { ligger(systemID, ytre, depth: 0) }

    private func ligger(_ systemID: SystemID, _ ytre: SystemID, depth: Int) -> Bool {
        guard depth < Tilgangsledd.limitDepth, let own = alleLedd[systemID] else { return false }
        return [own.over, own.klasse, own.arkivdel].compactMap(\.self).contains { $0 == ytre || ligger($0, ytre, depth: depth + 1) }
    }

    /// What protects a document: by itself where something stands on it, else as its registrering.
    public func tilgang(dokument: SystemID, i registrering: SystemID) -> Tilgang? {
        tilgang(alleLedd[dokument] == nil ? registrering : dokument)
    }
}
