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
    /// Where what was looked at last may not be seen, a page ends at a number that says nothing of it: a multiple of this.
    private static let stepCursor: Int64 = 1_000

    /// Who reads; nil: the service itself, which sees everything.
    struct Reader: Sendable {
        let leser: Leser
        let dag: Dato
    }

    private let lager: Hendelseslager
    private let reader: Reader?

    /// The feeds of a store, as somebody reads them.
    init(_ database: Database, _ reader: Reader? = nil) { (lager, self.reader) = (Hendelseslager(database), reader) }

    /// Whether a hendelse stands in a subscription's feed for whoever reads: it is looked for, and may be told at least as a marker.
    func isTold(_ hendelse: Hendelse, _ filter: Abonnementsfilter) -> Bool {
        guard filter.treffer(hendelse) else { return false }
        return reader.map { $0.leser.innblikk(i: hendelse, by: filter, $0.dag) != .intet } ?? true
    }

    /// Whether something may be left out for whoever reads: then no cursor may tell of it.
    func hides(_ filter: Abonnementsfilter) -> Bool { filter.roeper && reader.map { !$0.leser.serAlt } ?? false }

    /// The part of a subscription's feed after a cursor; nil begins where the subscription did.
    func page(_ rad: Abonnementslager.Rad, after: Int64?, limit: Int) throws -> Page {
        let filter = rad.abonnement.filter
        let begin = max(after ?? 0, rad.abonnement.fra)
        var page = Page(hendelser: [], cursor: begin, gap: nil, erSlutt: false)
        // Which of what is gone this reader might have been told nobody knows any more: anything may be missing.
        let gone = hides(filter) ? try lager.fjernetTil() : rad.fjernetTil
        if begin < gone {
            page.gap = Gap(etter: begin, tilOgMed: gone)
            page.cursor = gone
        }
        let noekler = Hendelsesnoekkel.soek(filter)
        var (place, lookedAt) = (page.cursor, 0)
        while lookedAt < Self.limitLookedAt {
            let piece = try lager.candidates(noekler, after: place, limit: max(limit, 100))
            for hendelse in piece {
                place = hendelse.nummer
                if isTold(hendelse, filter) { page.hendelser.append(hendelse) }
                if page.hendelser.count == limit {
                    page.cursor = page.hendelser.last?.nummer ?? place
                    return page
                }
            }
            lookedAt += piece.count
            if piece.count < max(limit, 100) {
                page.cursor = max(place, try lager.siste())
                page.erSlutt = true
                return page
            }
        }
        let told = page.hendelser.last?.nummer ?? page.cursor
        page.cursor = hides(filter) ? max(told, place / Self.stepCursor * Self.stepCursor) : place
        return page
    }

    /// The part of a subscription's feed before a cursor, the last first: what a list shows that begins with the newest.
    func latest(_ rad: Abonnementslager.Rad, before: Int64, limit: Int) throws -> Page {
        let filter = rad.abonnement.filter
        let bottom = max(rad.abonnement.fra, hides(filter) ? try lager.fjernetTil() : rad.fjernetTil)
        var (found, lowest, isAll) = ([Int64: Hendelse](), bottom, true)
        for noekkel in Hendelsesnoekkel.soek(filter).map({ $0.map(String?.some) }) ?? [nil] {
            let walk = try back(noekkel, filter, after: bottom, upTo: before - 1, limit: limit)
            for hendelse in walk.hendelser { found[hendelse.nummer] = hendelse }
            // Below the highest end of a walk another key may have entries that were not looked at.
            if walk.lowest > bottom { (lowest, isAll) = (max(lowest, walk.lowest), false) }
        }
        var hendelser = found.values.filter { $0.nummer >= lowest }.sorted { $0.nummer > $1.nummer }
        if hendelser.count > limit {
            hendelser = Array(hendelser.prefix(limit))
            (lowest, isAll) = (hendelser.last?.nummer ?? lowest, false)
        }
        return Page(hendelser: hendelser, cursor: lowest, gap: nil, erSlutt: isAll)
    }

    /// How many entries after the mark are told and not read; counted up to a limit.
    func ulest(_ rad: Abonnementslager.Rad, limit: Int) throws -> Int {
        let lest = Set(rad.lestEnkelte)
        return try page(rad, after: rad.lestTil, limit: min(limit + lest.count, Self.limitLookedAt)).hendelser
            .count { !lest.contains($0.nummer) }
    }

    /// Walks back along one key until it has found enough; says how far it has come, `after` when to the end.
    private func back(
        _ noekkel: String?, _ filter: Abonnementsfilter, after: Int64, upTo: Int64, limit: Int
    ) throws -> (hendelser: [Hendelse], lowest: Int64) {
        var (found, top, lookedAt) = ([Hendelse](), upTo, 0)
        while lookedAt < Self.limitLookedAt {
            let piece = try lager.backwards(noekkel, after: after, upTo: top)
            guard let lowest = piece.last else { return (found, after) }
            found += piece.filter { isTold($0, filter) }
            if found.count >= limit { return (Array(found.prefix(limit)), found[limit - 1].nummer) }
            (top, lookedAt) = (lowest.nummer - 1, lookedAt + piece.count)
        }
        // What lies between comes with the next page.
        return (found, hides(filter) ? (top / Self.stepCursor + 1) * Self.stepCursor : top + 1)
    }
}
