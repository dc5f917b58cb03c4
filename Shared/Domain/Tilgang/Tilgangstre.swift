/// What protects each object of an archive, in memory: what every service's store keeps in tables, as plain as it can be said.
public struct Tilgangstre: Sendable, Equatable {
    /// Mapper, classes and documents in each other: deeper than this is a loop.
    public static let limitDepth = 64

    private var alleLedd: [SystemID: Tilgangsledd] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes in what a fact changed.
    public mutating func apply(_ endring: Tilgangsendring) {
        switch endring {
        case .nytt(let nytt): alleLedd[nytt.systemID] = nytt
        case .flyttet(let mappe, let arkivdel): alleLedd[mappe]?.arkivdel = arkivdel
        case .omklassifisert(let mappe, let klasse): alleLedd[mappe]?.klasse = klasse
        case .vern(let objekt, let registrering, let tilgang):
            guard let known = alleLedd[objekt] else {
                // A document on which nothing stood has no place yet; nor has what is older than what is kept here.
                alleLedd[objekt] = Tilgangsledd(systemID: objekt, over: registrering, eget: tilgang)
                return
            }
            alleLedd[objekt]?.eget = Tilgang(
                restriksjoner: tilgang.restriksjoner, grader: tilgang.grader, deler: tilgang.deler, personer: known.eget?.personer ?? [],
                partner: known.eget?.partner)
        }
    }

    /// What protects an object; nil when nothing does, or the object is not known.
    public func tilgang(_ systemID: SystemID) -> Tilgang? {
        guard let own = alleLedd[systemID] else { return nil }
        let samlet = samlet(own, depth: 0)
        return samlet.erAapen ? nil : samlet
    }

    /// An object's place; nil when it is not known.
    public func ledd(_ systemID: SystemID) -> Tilgangsledd? { alleLedd[systemID] }

    /// Whether an object lies in another, at any depth.
    public func ligger(_ systemID: SystemID, i ytre: SystemID) -> Bool { ligger(systemID, ytre, depth: 0) }

    private func ligger(_ systemID: SystemID, _ ytre: SystemID, depth: Int) -> Bool {
        guard depth < Self.limitDepth, let own = alleLedd[systemID] else { return false }
        return [own.over, own.klasse, own.arkivdel].compactMap(\.self).contains { $0 == ytre || ligger($0, ytre, depth: depth + 1) }
    }

    /// What protects a document: by itself where something stands on it, else as its registrering.
    public func tilgang(dokument: SystemID, i registrering: SystemID) -> Tilgang? {
        tilgang(alleLedd[dokument] == nil ? registrering : dokument)
    }

    private func samlet(_ own: Tilgangsledd, depth: Int) -> Tilgang {
        var samlet = own.eget ?? Tilgang()
        guard depth < Self.limitDepth, Kontroll.ytreNivaaer.gjelder else { return samlet }
        for id in [own.over, own.klasse, own.arkivdel].compactMap(\.self) {
            guard let outer = alleLedd[id] else { continue }
            let ytre = self.samlet(outer, depth: depth + 1)
            samlet = own.erDel && id == own.over ? samlet.somDel(av: ytre) : samlet.under(ytre)
        }
        return samlet
    }
}
