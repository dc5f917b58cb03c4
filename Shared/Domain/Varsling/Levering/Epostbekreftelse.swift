/// Whether the holder of an e-mail address has said that it may be written to for a subscription. Nothing of the archive is sent before.
public struct Epostbekreftelse: Hashable, Sendable {
    /// Most confirmation e-mails to one address in a municipality within a day: the owner cannot have somebody written to without end.
    public static let limitPerAddressAndDay = 3
    /// How long the link in one can be followed, days.
    public static let limitLinkDays = 7

    /// The address, as the owner wrote it.
    public var adresse: String
    /// How often the holder ended it: links from before confirm nothing.
    public var runde: Int
    /// When the holder confirmed; nil = not, or not any more.
    public var bekreftet: Tidspunkt?
    /// When the confirmation e-mail was handed over; nil = one is to be sent.
    public var sendt: Tidspunkt?
    /// Attempts to hand it over so far.
    public var forsoek: Int
    /// When the first of them ended.
    public var foerste: Tidspunkt?

    /// How an address stands.
    public init(
        adresse: String, runde: Int = 0, bekreftet: Tidspunkt? = nil, sendt: Tidspunkt? = nil, forsoek: Int = 0, foerste: Tidspunkt? = nil
    ) {
        (self.adresse, self.runde, self.bekreftet, self.sendt) = (adresse, runde, bekreftet, sendt)
        (self.forsoek, self.foerste) = (forsoek, foerste)
    }

    /// Until when a link that is sent now can be followed.
    public static func gyldigTil(_ sendt: Tidspunkt) -> Tidspunkt {
        Tidspunkt(milliseconds: sendt.milliseconds + Int64(limitLinkDays) * 86_400_000)
    }

    /// E-mails handed over after this moment count against the limit of a day.
    public static func teller(fra now: Tidspunkt) -> Tidspunkt { Tidspunkt(milliseconds: now.milliseconds - 86_400_000) }

    /// Whether both are the same mailbox: upper and lower case are the same.
    public static func erSamme(_ en: String, _ annen: String) -> Bool { en.lowercased() == annen.lowercased() }

    /// What e-mails to an address are counted by: a part after `+` leads to the same mailbox at most servers.
    public static func telleadresse(_ adresse: String) -> String {
        let halves = adresse.lowercased().split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let name = halves[0].split(separator: "+", omittingEmptySubsequences: false).first, !name.isEmpty else {
            return adresse.lowercased()
        }
        return "\(name)@\(halves[1])"
    }
}
