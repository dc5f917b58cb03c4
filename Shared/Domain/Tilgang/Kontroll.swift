/// The checks that keep what is secret from those who may not see it. The proof that nothing leaks takes each away in turn, and must then fail: a check
/// that nothing notices the loss of is none. In released programs every check stands.
package enum Kontroll: String, Sendable, CaseIterable {
    /// A grading needs its own clearance.
    case gradering
    /// A tilgangsrestriksjon needs clearance.
    case restriksjon
    /// Every one of several does.
    case alleRestriksjoner
    /// Parts that are marked as screened.
    case deler
    /// Whose it is goes by identity, apart for persons and partners.
    case eierskap
    /// What an object lies in protects it.
    case ytreNivaaer
    /// Operators see no content.
    case drift
    /// National identity numbers and addresses are for the municipality's own people and the sender.
    case kontaktopplysninger
    /// They stand in no list.
    case lister
    /// Where a file was fetched is the sender's own.
    case kilder
    /// A reference to a class is for those who may see the class.
    case klassereferanser
    /// Partners see of documents what they sent.
    case dokumenterTilPartnere
    /// Search looks at the columns that the reader sees.
    case soekekolonner
    /// A receipt is whole to the partner that it is for.
    case kvitteringer
    /// Of what is screened a feed tells ids alone.
    case hendelser
    /// What a filter would tell of something that may not be seen is left out.
    case filtre
    /// Why something is held, and which party is, is for those who see all that it concerns.
    case sperrer
    /// A partner adds to what it made, or what it is granted.
    case partnerrett
    /// What is not public by the municipality's policy is not published.
    case publisering
    /// What a command or a message names is not there for those who may not know of it.
    case kjennskap

    /// The check that a proof has taken away.
    @TaskLocal package static var borte: Kontroll?

    /// Whether the check is made.
    package var gjelder: Bool {
        #if DEBUG
            Self.borte != self
        #else
            true
        #endif
    }
}
