/// Retention has taken in that the decision on an object was set, changed or removed.
public struct KassasjonsvedtakFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonsvedtak.fulgt"
    /// What it stands on.
    public let enhet: Kassasjonsenhet
    /// The decision now; nil when it was removed.
    public let vedtak: Kassasjonsvedtak?

    /// A fact.
    public init(enhet: Kassasjonsenhet, vedtak: Kassasjonsvedtak?) { (self.enhet, self.vedtak) = (enhet, vedtak) }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonsvedtakFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
