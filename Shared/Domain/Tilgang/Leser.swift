/// Who asks to see something of the archive.
public struct Leser: Codable, Sendable, Hashable {
    /// The identity: the subject of their token.
    public var identitet: String
    /// The role's name.
    public var rolle: String
    /// The partner's name, where it is a partner.
    public var partner: String?
    /// Whether they look after the installation: they see no content at all.
    public var erDrift: Bool
    /// The tilgangsrestriksjoner (M500) they are cleared for, sorted; nil = every one.
    public var klarering: [String]?
    /// The gradings (M506) they are cleared for by name, sorted; nil = none. Being cleared for every tilgangsrestriksjon is not being cleared
    /// for a grading.
    public var gradering: [String]?

    /// Somebody.
    public init(
        identitet: String, rolle: String, partner: String? = nil, erDrift: Bool = false, klarering: [String]?, gradering: [String]? = nil
    ) {
        (self.identitet, self.rolle, self.partner, self.erDrift) = (identitet, rolle, partner, erDrift)
        (self.klarering, self.gradering) = (klarering, gradering)
    }

    /// The public: everybody, cleared for nothing.
    public static let offentligheten = uklarert("")

    /// Somebody of whom nothing is known but who they are: cleared for nothing, they see what is open and what is theirs.
    public static func uklarert(_ identitet: String) -> Leser { Leser(identitet: identitet, rolle: "", klarering: []) }
}

// The one rule of who may see what (krav 5.2.14–5.2.28, offl. § 13, sikkerhetsloven § 5-3).
extension Leser {
    /// What they may see of an object on that day; nothing protects it where `tilgang` is nil.
    ///
    /// - Operators see no content. A grading comes before everything, also for those the object belongs to. Restrictions that have ended do not
    ///   count; of the others every one must be cleared, unless the object belongs to the reader.
    public func visning(av tilgang: Tilgang?, _ dag: Dato) -> Visning {
        if Kontroll.drift.gjelder, erDrift { return .ingenting }
        guard let tilgang else { return .hel }
        if Kontroll.gradering.gjelder, !Sikkerhetsgrad.klarert(gradering ?? [], for: tilgang.grader) { return .bareAtDetFinnes }
        if eier(tilgang) { return .hel }
        let gjeldende = tilgang.restriksjoner.filter { $0.gjelder(dag) }
        let kreves = Kontroll.alleRestriksjoner.gjelder ? gjeldende : Array(gjeldende.prefix(1))
        if Kontroll.restriksjon.gjelder, !kreves.allSatisfy({ erKlarert($0.kode) }) { return .skjermet }
        // The provision that an object was sent with covers its screened parts, as long as it holds. What is screened further out, or was
        // screened afterwards, covers none of them: it would uncover what was hidden before.
        let skjulte = !gjeldende.isEmpty && tilgang.dekker(dag) ? tilgang.selvstendige : tilgang.deler
        if skjulte.isEmpty || serDeler || !Kontroll.deler.gjelder { return .hel }
        return .utenDeler(Set(skjulte))
    }

    /// Whether they see parts that are screened by no provision of an object's own.
    var serDeler: Bool { erKlarert(Tilgang.restriksjonForDeler) }

    /// Whether it belongs to them: their own token's subject, or the partner that sent it. Names that a message wrote do not count.
    public func eier(_ tilgang: Tilgang) -> Bool {
        if !Kontroll.eierskap.gjelder { return tilgang.personer.contains(partner ?? identitet) || tilgang.partner == identitet }
        if let partner { return tilgang.partner == partner }
        return tilgang.personer.contains(identitet)
    }

    /// Whether national identity numbers and addresses of an object's parties may be shown to them when they open that very object: to the
    /// municipality's own people, and to the partner that sent it (offl. § 26 fifth paragraph, GDPR art. 25).
    public func serKontaktopplysninger(sendtAv partner: String?) -> Bool {
        if erDrift { return false }
        return self.partner == nil || self.partner == partner || !Kontroll.kontaktopplysninger.gjelder
    }

    /// Whether documents that this partner sent (nil: no partner) may be known to them: a partner sees of documents only what it sent itself.
    public func ser(dokumentSendtAv partner: String?) -> Bool {
        self.partner == nil || self.partner == partner || !Kontroll.dokumenterTilPartnere.gjelder
    }

    /// Whether they see all there can be, so that nothing has to be looked at.
    public var serAlt: Bool { !erDrift && klarering == nil && Sikkerhetsgrad.klarert(gradering ?? [], for: Sikkerhetsgrad.alle) }

    private func erKlarert(_ restriksjon: String) -> Bool { klarering?.contains(restriksjon) ?? true }
}

/// The gradings (M506) in the order of their strictness (krav 4.5.22): a clearance covers what is less strict of the same kind.
public enum Sikkerhetsgrad {
    /// By sikkerhetsloven § 5-3, strictest first.
    public static let sikkerhetsloven = ["SH", "H", "K", "B"]
    /// By the beskyttelsesinstruks, strictest first.
    public static let beskyttelsesinstruksen = ["SF", "F"]
    /// Every code.
    public static let alle = sikkerhetsloven + beskyttelsesinstruksen
    /// What no archive may take in that is not accredited for it (sikkerhetsloven § 6-3).
    public static let avvises: Set<String> = ["SH", "H", "K"]
    /// What an archive takes in where its operator has said that it may.
    public static let begrenset = "B"

    /// Whether these clearances cover all of these gradings; none covers a grading that is not known.
    public static func klarert(_ klareringer: [String], for grader: [String]) -> Bool {
        grader.allSatisfy { grad in
            guard let scheme = [sikkerhetsloven, beskyttelsesinstruksen].first(where: { $0.contains(grad) }),
                let place = scheme.firstIndex(of: grad)
            else { return false }
            return scheme[...place].contains(where: klareringer.contains)
        }
    }
}
