/// What becomes of some objects of one mappe was worked out, and is new.
public struct KassasjonBeregnet: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjon.beregnet"
    /// The mappe, or the registrering that lies in none.
    public let hode: SystemID
    /// The outcome: decision, hjemmel, years, start, date, and whose decision it is.
    public let utfall: Kassasjonsutfall
    /// Every decision on the way, with who made it and what it did.
    public let kjede: [Kassasjonsledd]
    /// The objects that form a loop, where there is one.
    public let sloeyfe: [SystemID]?
    /// The objects whose outcome it is.
    public let enheter: Kassasjonsenheter
    /// True where something of it is graded: nothing is told outside then. Nil: not, or an earlier program did not say.
    public let erGradert: Bool?

    /// A fact.
    public init(hode: SystemID, vurdering: Kassasjonsvurdering, enheter: Kassasjonsenheter, erGradert: Bool = false) {
        (self.hode, self.enheter, self.erGradert) = (hode, enheter, erGradert ? true : nil)
        (utfall, kjede, sloeyfe) = (vurdering.utfall, vurdering.kjede, vurdering.sloeyfe)
    }

    /// What the outside is told.
    public static var outside: Outside<KassasjonBeregnet> {
        .told { event in
            if event.erGradert == true { return nil }
            return PublicFact(subject: event.hode.rawValue).with {
                $0.set("systemID", event.hode)
                $0.set("tilstand", event.utfall.tilstand.rawValue)
                $0.set("enheter", event.enheter.ids)
                $0.set("kassasjonsvedtak", event.utfall.kassasjonsvedtak)
                $0.set("bevaringstid", event.utfall.bevaringstid)
                $0.set("startdato", event.utfall.startdato)
                $0.set("kassasjonsdato", event.utfall.kassasjonsdato)
            }
        }
    }

    /// What followers make of it.
    public var fact: RetentionFact { .kassasjonBeregnet(self) }
}

/// The outcome of some objects of one mappe does not hold any more, and there is no other: the mappe was opened again, or no decision reaches them.
public struct KassasjonBortfalt: RetentionEvent {
    /// Why there is none.
    public enum Aarsak: String, Codable, Sendable {
        /// The mappe is open.
        case aapen
        /// No decision reaches them any more.
        case ingenVedtak
    }

    /// The stable name.
    public static let eventType = "kassasjon.bortfalt"
    /// The mappe, or the registrering that lies in none.
    public let hode: SystemID
    /// Why.
    public let aarsak: Aarsak
    /// The objects that had an outcome.
    public let enheter: Kassasjonsenheter
    /// True where something of it is graded: nothing is told outside then. Nil: not, or an earlier program did not say.
    public let erGradert: Bool?

    /// A fact.
    public init(hode: SystemID, aarsak: Aarsak, enheter: Kassasjonsenheter, erGradert: Bool = false) {
        (self.hode, self.aarsak, self.enheter, self.erGradert) = (hode, aarsak, enheter, erGradert ? true : nil)
    }

    /// What the outside is told.
    public static var outside: Outside<KassasjonBortfalt> {
        .told { event in
            if event.erGradert == true { return nil }
            return PublicFact(subject: event.hode.rawValue).with {
                $0.set("systemID", event.hode)
                $0.set("aarsak", event.aarsak.rawValue)
                $0.set("enheter", event.enheter.ids)
            }
        }
    }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// Objects of one mappe, by kind.
public struct Kassasjonsenheter: Codable, Sendable, Equatable {
    /// The mappe itself.
    public var mappe: [SystemID]?
    /// Registreringer.
    public var registrering: [SystemID]?
    /// Documents.
    public var dokumentbeskrivelse: [SystemID]?

    /// None yet.
    public init() {}

    /// Adds an object; arkivdeler and classes have no outcome of their own.
    public mutating func leggTil(_ enhet: Kassasjonsenhet) {
        switch enhet {
        case .mappe(let id): mappe = (mappe ?? []) + [id]
        case .registrering(let id): registrering = (registrering ?? []) + [id]
        case .dokumentbeskrivelse(let id): dokumentbeskrivelse = (dokumentbeskrivelse ?? []) + [id]
        case .arkivdel, .klasse: break
        }
    }

    /// All of them.
    public var systemIDer: [SystemID] { (mappe ?? []) + (registrering ?? []) + (dokumentbeskrivelse ?? []) }
}

extension Kassasjonsenheter {
    /// The ids by what they are the ids of; kinds that none is of are left out.
    var ids: [String: [SystemID]] {
        [("mappe", mappe), ("registrering", registrering), ("dokumentbeskrivelse", dokumentbeskrivelse)].reduce(into: [:]) {
            $0[$1.0] = $1.1
        }
    }
}
