import Domain
import SQLite

/// Reads the feed of one subscription out of the store: what happened, in order, as far as its filter matches.
///
/// Every way of being told reads here, with the same cursor: the number of a hendelse in its municipality, strictly rising in every feed.
struct Feed {
    /// A part of a feed.
    struct Page: Sendable, Equatable {
        /// What matches, in order.
        var hendelser: [Hendelse]
        /// Where to go on: everything up to here has been looked at.
        var cursor: Int64
        /// What was asked for and is no longer kept; nil when nothing is missing.
        var gap: Gap?
        /// Whether this goes to the end of what there is.
        var erSlutt: Bool
    }

    /// Entries that are gone.
    struct Gap: Sendable, Equatable {
        /// The cursor asked for.
        var etter: Int64
        /// The last entry of this feed that is gone.
        var tilOgMed: Int64
    }

    /// Most entries of a page.
    static let limitPage = 500
    /// Most hendelser looked at for a page; a filter that matches seldom gets its page in several steps.
    static let limitLookedAt = 5_000

    private let lager: Hendelseslager

    init(_ database: Database) { lager = Hendelseslager(database) }

    /// The part of a subscription's feed after a cursor; nil begins where the subscription did.
    func page(_ rad: Abonnementslager.Rad, after: Int64?, limit: Int) throws -> Page {
        let filter = rad.abonnement.filter
        let begin = max(after ?? 0, rad.abonnement.fra)
        var page = Page(hendelser: [], cursor: begin, gap: nil, erSlutt: false)
        if begin < rad.fjernetTil {
            page.gap = Gap(etter: begin, tilOgMed: rad.fjernetTil)
            page.cursor = rad.fjernetTil
        }
        let noekler = Hendelsesnoekkel.soek(filter)
        var lookedAt = 0
        while lookedAt < Self.limitLookedAt {
            let piece = try lager.candidates(noekler, after: page.cursor, limit: max(limit, 100))
            for hendelse in piece {
                page.cursor = hendelse.nummer
                if filter.treffer(hendelse) { page.hendelser.append(hendelse) }
                if page.hendelser.count == limit { return page }
            }
            lookedAt += piece.count
            if piece.count < max(limit, 100) {
                page.cursor = max(page.cursor, try lager.siste())
                page.erSlutt = true
                return page
            }
        }
        return page
    }
}
