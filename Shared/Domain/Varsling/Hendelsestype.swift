/// What can be told of. Subscribers' systems act on the names: never change one.
public enum Hendelsestype: String, Codable, Sendable, CaseIterable {
    /// A case was made.
    case saksmappeOpprettet = "saksmappe.opprettet"
    /// A case got another status.
    case saksmappeStatusendret = "saksmappe.statusendret"
    /// A closed case was opened again.
    case saksmappeGjenaapnet = "saksmappe.gjenaapnet"
    /// A journalpost came in or was made.
    case journalpostOpprettet = "journalpost.opprettet"
    /// A journalpost got another status.
    case journalpostStatusendret = "journalpost.statusendret"
    /// A journalpost was written off.
    case journalpostAvskrevet = "journalpost.avskrevet"
    /// A journalpost counts as not written off again.
    case journalpostAvskrivningopphevet = "journalpost.avskrivningopphevet"
    /// Another mappe than a case was made.
    case mappeOpprettet = "mappe.opprettet"
    /// Another registrering was made.
    case registreringOpprettet = "registrering.opprettet"
    /// An arkivnotat was made.
    case arkivnotatOpprettet = "arkivnotat.opprettet"
    /// A file is in the archive.
    case filLagret = "fil.lagret"
    /// A file could not be had.
    case filFeilet = "fil.feilet"
    /// A stored file was found damaged.
    case filSkadet = "fil.skadet"
    /// The date of disposal was worked out anew.
    case kassasjonsdatoBeregnet = "kassasjonsdato.beregnet"
    /// The forfallsdato of a letter that waits for an answer comes nearer.
    case fristNaermerSeg = "frist.naermerseg"
    /// The forfallsdato of a letter that waits for an answer is here, or past.
    case fristForfalt = "frist.forfalt"
    /// Nothing more is sent for a subscription; told to its owner alone.
    case abonnementDeaktivert = "abonnement.deaktivert"
}
