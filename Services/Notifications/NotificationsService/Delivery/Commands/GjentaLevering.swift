import Contracts
import Domain
import ShardRuntime

/// The owner wants hendelser once more: one, or everything from a cursor on.
struct GjentaLevering: ShardCommand {
    static let commandType = "levering.gjenta"
    /// Most hendelser of one request.
    static let limitPerCommand = 10_000

    var aktoer: Leser
    var abonnement: SystemID
    /// The first number.
    var fra: Int64
    /// The last number; nil = all there are.
    var til: Int64?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let (rad, _) = try shard.levering(abonnement, of: aktoer)
        let lager = Hendelseslager(shard.database)
        let last = min(til ?? .max, try lager.siste())
        var (after, count) = (fra - 1, 0)
        var upTo = fra - 1
        let feed = Feed(shard.database, Feed.Reader(leser: aktoer, dag: shard.now.norskDato))
        while after < last, count < Self.limitPerCommand {
            let page = try feed.page(rad, after: after, limit: min(Feed.limitPage, Self.limitPerCommand - count))
            let wanted = page.hendelser.filter { $0.nummer <= last }
            count += wanted.count
            upTo = wanted.last?.nummer ?? upTo
            guard page.cursor > after, !page.erSlutt, wanted.count == page.hendelser.count else { break }
            after = page.cursor
        }
        guard count > 0 else {
            throw Rejection(
                .ikkefunnet,
                [Fault(pointer: "/fra", code: "not_found", message: "nothing of this feed is kept from \(fra) to \(last)")])
        }
        var body: [String: JSONValue] = ["antall": .int(Int64(count)), "fra": .int(fra), "til": .int(upTo)]
        if count == Self.limitPerCommand, upTo < last { body["neste"] = .int(upTo + 1) }
        return ShardDecision(
            events: [LeveringGjentatt(abonnement: abonnement, fra: fra, til: upTo, av: aktoer.identitet)],
            answer: Answer(body: .object(body)))
    }
}
