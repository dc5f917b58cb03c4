/// Why nothing more is sent to a subscription's target.
public enum Deaktiveringsgrunn: String, Codable, Hashable, Sendable, CaseIterable {
    /// The target answered 410 Gone: it wants no more.
    case borte
    /// Nothing got through for the plan's whole length.
    case langvarigFeil
    /// Nobody has the name any more under which the subscription was made, or they may not act for the municipality.
    case eierUkjent
    /// The mail server refuses the address for good.
    case adresseAvvist
    /// There is no key to sign with that this installation can read.
    case noekkelMangler
    /// The holder of the e-mail address ended it by a link; they must confirm anew before anything is sent again.
    case avsluttetAvMottaker
    /// The webhook's host is not among those that the partner's webhooks may go to.
    case vertIkkeTillatt
}
