/// What protects an object: what stands on it, or, together with everything it lies in, all that holds for it.
///
/// One level's value says what stands on that level (`Tilgang.eget(…)`); `under` adds what the object lies in. Every restriction and every
/// grading of the whole has to be cleared, so that nothing further out or further in hides another (krav 5.2.14–5.2.28).
public struct Tilgang: Sendable, Hashable {
    /// A tilgangsrestriksjon (M500), and when it ends.
    public struct Restriksjon: Codable, Sendable, Hashable, Comparable {
        /// M500, the code.
        public var kode: String
        /// M505: from this day on it holds no more; nil: it does not end by itself.
        public var opphoererDato: Dato?

        /// A restriction.
        public init(_ kode: String, opphoererDato: Dato? = nil) { (self.kode, self.opphoererDato) = (kode, opphoererDato) }

        /// Whether it holds on a day.
        public func gjelder(_ dag: Dato) -> Bool { opphoererDato.map { dag < $0 } ?? true }

        /// By code; of equal codes the one that ends first.
        public static func < (left: Restriksjon, right: Restriksjon) -> Bool {
            (left.kode, left.opphoererDato?.daysSinceEpoch ?? .max) < (right.kode, right.opphoererDato?.daysSinceEpoch ?? .max)
        }
    }

    /// A part of an object that may be screened by no provision of the object's own.
    public enum Del: String, Codable, Sendable, CaseIterable, Comparable {
        /// Remarks that are marked as screened.
        case merknader
        /// Parties that are marked as screened.
        case parter
        /// The title, where there is another one for the public.
        case tittel

        /// By name.
        public static func < (left: Del, right: Del) -> Bool { left.rawValue < right.rawValue }
    }

    /// What counts as the provision of a screened part in an object that none screens.
    public static let restriksjonForDeler = "UO"
    /// A grading of which an earlier program only kept that it was there: nobody is cleared for it.
    public static let ukjentGrad = "ukjent"

    /// Every one has to be cleared, of all levels; sorted.
    public private(set) var restriksjoner: [Restriksjon] = []
    /// Gradings (M506) of all levels, codes, sorted: each needs a clearance of its own, and no screening stands before it.
    public private(set) var grader: [String] = []
    /// What is screened by itself; of the object's own level alone.
    public var deler: [Del] = []
    /// Those of the parts that the object's own provision does not cover: they stood by themselves before it, or it has none.
    public var selvstendige: [Del] = []
    /// From this day on the object's own provision covers no part any more; nil: it does not end by itself.
    public private(set) var dekkerTil: Dato?
    /// Identities of the persons it belongs to: `identifikator` of who is responsible for it, or for what it lies in, or handles it.
    public private(set) var personer: [String] = []
    /// The partner that sent the object itself.
    public var partner: String?

    /// With what is known of it.
    public init(
        restriksjoner: some Sequence<Restriksjon> = [], grader: some Sequence<String> = [], deler: some Sequence<Del> = [],
        personer: some Sequence<String> = [], partner: String? = nil
    ) {
        self.restriksjoner = Set(restriksjoner).sorted()
        self.grader = Set(grader).sorted()
        self.deler = Set(deler).sorted()
        self.personer = Set(personer.filter { !$0.isEmpty }).sorted()
        self.partner = partner
    }

    /// Whether nothing of it is secret, whoever looks and whenever.
    public var erAapen: Bool { restriksjoner.isEmpty && grader.isEmpty && deler.isEmpty }

    /// Whether the object's own provision covers those of its parts that do not stand by themselves, on that day.
    func dekker(_ dag: Dato) -> Bool { dekkerTil.map { dag < $0 } ?? true }

    /// What stands on an object, as what is to be cleared for it begins: which of its parts its own provision covers, and until when.
    var medDekning: Tilgang {
        var egen = self
        if restriksjoner.isEmpty { egen.selvstendige = deler }
        let ends = restriksjoner.map(\.opphoererDato)
        if !deler.isEmpty, let first = ends.compactMap(\.self).min() { egen.dekkerTil = first }
        return egen
    }

    /// Whether anything of it is secret on that day.
    public func verner(_ dag: Dato) -> Bool { !grader.isEmpty || !deler.isEmpty || restriksjoner.contains { $0.gjelder(dag) } }

    /// The same owners and sender with what protects `ny`: something else stands on the object, whose it is stays.
    public func medVern(av ny: Tilgang) -> Tilgang {
        var samlet = Tilgang(restriksjoner: ny.restriksjoner, grader: ny.grader, deler: ny.deler, personer: personer, partner: partner)
        samlet.selvstendige = ny.selvstendige
        return samlet
    }

    /// The object's own with what holds for what it lies in: restrictions, gradings and persons of both. Parts and sender are the object's own.
    public func under(_ ytre: Tilgang?) -> Tilgang {
        guard let ytre else { return self }
        var samlet = Tilgang(
            restriksjoner: restriksjoner + ytre.restriksjoner, grader: grader + ytre.grader, deler: deler,
            personer: personer + ytre.personer, partner: partner)
        (samlet.selvstendige, samlet.dekkerTil) = (selvstendige, dekkerTil)
        return samlet
    }

    /// A document's own with what holds for its registrering: parts that are hidden there are hidden here, since the titles tell the same.
    public func somDel(av ytre: Tilgang) -> Tilgang {
        var samlet = under(ytre)
        samlet.deler = Set(deler + ytre.deler).sorted()
        samlet.selvstendige = Set(selvstendige + ytre.selvstendige).sorted()
        samlet.dekkerTil = [dekkerTil, ytre.dekkerTil].compactMap(\.self).min()
        samlet.partner = partner ?? ytre.partner
        return samlet
    }
}

// Empty members are left out: most objects have none.
extension Tilgang: Codable {
    private enum CodingKeys: String, CodingKey { case restriksjoner, grader, deler, selvstendige, dekkerTil, personer, partner }

    /// Reads it; members that are missing are empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            restriksjoner: try container.decode([Restriksjon].self, forKey: .restriksjoner),
            grader: try container.decode([String].self, forKey: .grader), deler: try container.decode([Del].self, forKey: .deler),
            personer: try container.decode([String].self, forKey: .personer),
            partner: try container.decodeIfPresent(String.self, forKey: .partner))
        selvstendige = try container.decodeIfPresent([Del].self, forKey: .selvstendige) ?? []
        dekkerTil = try container.decodeIfPresent(Dato.self, forKey: .dekkerTil)
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(restriksjoner, forKey: .restriksjoner)
        try container.encode(grader, forKey: .grader)
        try container.encode(deler, forKey: .deler)
        // What earlier programs wrote must stay the same text: most objects have none.
        if !selvstendige.isEmpty { try container.encode(selvstendige, forKey: .selvstendige) }
        try container.encodeIfPresent(dekkerTil, forKey: .dekkerTil)
        try container.encode(personer, forKey: .personer)
        try container.encodeIfPresent(partner, forKey: .partner)
    }
}
