/// The values of M053 (journalstatus) that rules depend on; a municipality may add others, which count as drafts.
///
/// The usual paths: inbound M or S → J → A; outbound and internal R → F → G → E → J → A; any → U.
public enum Journalstatuskode: String, Sendable, CaseIterable {
    /// Reservert dokument.
    case reservert = "R"
    /// Midlertidig registrering av innkommet dokument.
    case midlertidig = "M"
    /// Saksbehandler har registrert innkommet dokument.
    case registrertAvSaksbehandler = "S"
    /// Ferdigstilt fra saksbehandler.
    case ferdigstilt = "F"
    /// Godkjent av leder.
    case godkjent = "G"
    /// Ekspedert.
    case ekspedert = "E"
    /// Journalført.
    case journalfoert = "J"
    /// Arkivert: locked.
    case arkivert = "A"
    /// Utgår.
    case utgaar = "U"

    /// Whether the post is still being worked on: its status may go to and fro.
    var erUtkast: Bool {
        switch self {
        case .reservert, .midlertidig, .registrertAvSaksbehandler, .ferdigstilt, .godkjent: true
        case .ekspedert, .journalfoert, .arkivert, .utgaar: false
        }
    }

    /// The statuses of a post that is in the journal: drafts are not in it yet, what was cancelled is not any more.
    public static let journalfoerte: [Journalstatuskode] = allCases.filter { !$0.erUtkast && $0 != .utgaar }

    /// Whether a post with that code is in the journal.
    public static func erJournalfoert(_ kode: String) -> Bool { Journalstatuskode(rawValue: kode).map(journalfoerte.contains) ?? false }

    /// Whether every document must be ferdigstilt for this status (krav 3.2.30).
    var kreverFerdigstilteDokumenter: Bool { self == .ekspedert || self == .journalfoert || self == .arkivert }

    /// Whether a post of that type can have this status: only an inbound one is provisional, and only one that is not inbound
    /// is reserved or sent.
    func passer(_ type: Journalposttypekode) -> Bool {
        switch self {
        case .midlertidig: type == .inngaaende
        case .reservert, .ekspedert: type != .inngaaende
        case .registrertAvSaksbehandler, .ferdigstilt, .godkjent, .journalfoert, .arkivert, .utgaar: true
        }
    }

    /// Whether a post may be made with this status: any but «Utgår», since a post is not made to be none.
    var kanOpprettes: Bool { self != .utgaar }

    /// Whether the step is a step of the machine; nil stands for a value the municipality added.
    static func kanGaa(fra: Journalstatuskode?, til: Journalstatuskode?) -> Bool {
        switch (fra, til) {
        case (.arkivert, _), (.utgaar, _): false
        case (_, .utgaar): true
        case (.ekspedert, .journalfoert), (.ekspedert, .arkivert), (.journalfoert, .arkivert): true
        case (.ekspedert, _), (.journalfoert, _): false
        case (_, .arkivert): false
        default: true
        }
    }
}
