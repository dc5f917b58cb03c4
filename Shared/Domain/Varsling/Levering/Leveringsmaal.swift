/// How a subscription's target has fared, as far as the next attempt depends on it. What follows from an attempt is decided here and nowhere else.
public struct Leveringsmaal: Codable, Hashable, Sendable {
    /// Failures since something last got through; attempts that were under way together count once.
    public var feilPaaRad = 0
    /// When the first of them ended.
    public var feilerSiden: Tidspunkt?
    /// When the latest of them ended.
    public var sistFeilet: Tidspunkt?
    /// When something last got through.
    public var sistLevert: Tidspunkt?
    /// Nothing is sent before.
    public var pauseTil: Tidspunkt?

    /// A target that nothing is known of.
    public init() {}

    /// One attempt.
    public struct Forsoek: Hashable, Sendable {
        /// Which attempt of this hendelse, from 1.
        public var nummer: Int
        /// When the hendelse was tried for the first time.
        public var foerste: Tidspunkt
        /// When this attempt began.
        public var begynt: Tidspunkt
        /// When it ended.
        public var ferdig: Tidspunkt
        /// What came of it.
        public var svar: Leveringssvar
        /// Sixty-four random bits, for the wait.
        public var tilfeldig: UInt64

        /// An attempt with all its parts.
        public init(nummer: Int, foerste: Tidspunkt, begynt: Tidspunkt, ferdig: Tidspunkt, svar: Leveringssvar, tilfeldig: UInt64) {
            (self.nummer, self.foerste, self.begynt, self.ferdig) = (nummer, foerste, begynt, ferdig)
            (self.svar, self.tilfeldig) = (svar, tilfeldig)
        }
    }

    /// What follows for the hendelse, and for its target.
    public enum Vedtak: Hashable, Sendable {
        /// It is delivered.
        case levert
        /// It is tried again at that moment; later ones of its case wait.
        case nyttForsoek(Tidspunkt)
        /// It is given up, since others got through while this one was tried for the plan's whole length: the target takes all but this.
        case oppgitt
        /// The subscription is disabled; everything stays in the queue.
        case deaktiver(Deaktiveringsgrunn)
    }

    /// The state after an attempt, and what follows.
    public func etter(_ forsoek: Forsoek, plan: Leveringsplan) -> (maal: Leveringsmaal, vedtak: Vedtak) {
        var maal = self
        if forsoek.svar.erLevert {
            maal = Leveringsmaal()
            maal.sistLevert = max(sistLevert ?? forsoek.ferdig, forsoek.ferdig)
            return (maal, .levert)
        }
        // Several that were under way when the target went away say one thing, not several.
        if sistFeilet.map({ forsoek.begynt >= $0 }) ?? true { maal.feilPaaRad += 1 }
        maal.feilerSiden = feilerSiden ?? forsoek.ferdig
        maal.sistFeilet = max(sistFeilet ?? forsoek.ferdig, forsoek.ferdig)
        if forsoek.svar.erBorte { return (maal, .deaktiver(.borte)) }
        if forsoek.ferdig.milliseconds - forsoek.foerste.milliseconds >= plan.varighetMillisekunder {
            let isTargetAlive = sistLevert.map { $0 > forsoek.foerste } ?? false
            return (maal, isTargetAlive ? .oppgitt : .deaktiver(.langvarigFeil))
        }
        if let hvile = forsoek.svar.hvileTil {
            let longest = forsoek.ferdig.milliseconds + plan.lengsteRetryAfterMillisekunder
            maal.pauseTil = later(maal.pauseTil, Tidspunkt(milliseconds: min(hvile.milliseconds, longest)))
        }
        if maal.feilPaaRad >= plan.feilFoerPause {
            let wait = plan.vent(etterForsoek: maal.feilPaaRad - plan.feilFoerPause + 1, tilfeldig: forsoek.tilfeldig)
            maal.pauseTil = later(maal.pauseTil, Tidspunkt(milliseconds: forsoek.ferdig.milliseconds + wait))
        }
        let wait = plan.vent(etterForsoek: forsoek.nummer, tilfeldig: forsoek.tilfeldig)
        let next = later(maal.pauseTil, Tidspunkt(milliseconds: forsoek.ferdig.milliseconds + wait))
        return (maal, .nyttForsoek(next))
    }

    private func later(_ one: Tidspunkt?, _ other: Tidspunkt) -> Tidspunkt { max(one ?? other, other) }
}
