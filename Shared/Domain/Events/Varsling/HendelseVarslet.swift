/// Something happened that subscribers may be told of. One fact per upstream fact, however many subscribe: feeds are read out of these by filter.
public struct HendelseVarslet: DomainEvent {
    /// The stable name.
    public static let eventType = "hendelse.varslet"

    /// What happened.
    public var hendelse: Hendelse
    /// What is known of the case from now on; nil when nothing new.
    public var sak: Varslingssak?
    /// What is known of the registrering from now on; nil when nothing new.
    public var post: Varslingspost?

    /// A fact.
    public init(hendelse: Hendelse, sak: Varslingssak? = nil, post: Varslingspost? = nil) {
        (self.hendelse, self.sak, self.post) = (hendelse, sak, post)
    }
}
