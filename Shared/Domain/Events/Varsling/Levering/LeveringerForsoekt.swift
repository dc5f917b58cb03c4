/// Attempts to deliver, many in one event: what came of each, and how the targets stand after them.
public struct LeveringerForsoekt: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.forsoekt"

    /// One attempt at one hendelse.
    public struct Forsoek: Codable, Hashable, Sendable {
        /// What followed.
        public enum Vedtak: String, Codable, Hashable, Sendable {
            /// It was delivered.
            case levert
            /// It is tried again at `neste`.
            case nyttForsoek
            /// It was given up.
            case oppgitt
            /// The subscription was disabled; it stays in the queue.
            case deaktivert
            /// It was not sent: its reader may not see it any more, or it is gone.
            case holdtTilbake
            /// A trial that somebody asked for; nothing depends on it.
            case proeve
        }
        /// Whose.
        public var abonnement: SystemID
        /// The hendelse's number in the subscription's feed; 0 for a trial.
        public var hendelse: Int64
        /// Which attempt of it, from 1.
        public var nummer: Int
        /// When it began.
        public var begynt: Tidspunkt
        /// How long it took, milliseconds.
        public var varighetMillisekunder: Int64
        /// The status code of the answer.
        public var status: Int?
        /// Why it does not count as delivered.
        public var feil: String?
        /// What followed.
        public var vedtak: Vedtak
        /// When it is tried again.
        public var neste: Tidspunkt?

        /// An attempt.
        public init(
            abonnement: SystemID, hendelse: Int64, nummer: Int, begynt: Tidspunkt, varighetMillisekunder: Int64, status: Int?,
            feil: String?, vedtak: Vedtak, neste: Tidspunkt? = nil
        ) {
            (self.abonnement, self.hendelse, self.nummer, self.begynt) = (abonnement, hendelse, nummer, begynt)
            (self.varighetMillisekunder, self.status, self.feil) = (varighetMillisekunder, status, feil)
            (self.vedtak, self.neste) = (vedtak, neste)
        }
    }

    /// How a target stands.
    public struct Maalstand: Codable, Hashable, Sendable {
        /// Whose.
        public var abonnement: SystemID
        /// The state after all the attempts of this event.
        public var maal: Leveringsmaal

        /// A state.
        public init(abonnement: SystemID, maal: Leveringsmaal) { (self.abonnement, self.maal) = (abonnement, maal) }
    }

    /// The attempts, in the order in which they ended.
    public let forsoek: [Forsoek]
    /// Each target that was tried.
    public let maal: [Maalstand]

    /// Attempts.
    public init(forsoek: [Forsoek], maal: [Maalstand]) { (self.forsoek, self.maal) = (forsoek, maal) }
}
