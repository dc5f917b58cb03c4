import Domain
import ShardRuntime

/// It is time to remind of deadlines. Decided by the calendar day in Norway at the decision; a repeat finds them given.
struct PaaminnFrister: ShardCommand {
    static let commandType = "frister.paaminn"
    /// Most reminders of one commit; the rest follows in the next.
    static let limitPerCommand = 200

    /// How many days before.
    var dagerFoer: [Int]

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let idag = shard.now.norskDato
        let lager = Varslingslager(shard.database)
        var nummer = try Hendelseslager(shard.database).siste()
        var events: [any DomainEvent] = []
        for (ventende, dager) in try Fristlager(shard.database).forfalt(
            Frister(dagerFoer: dagerFoer), idag: idag, limit: Self.limitPerCommand)
        {
            guard let post = try lager.post(ventende.journalpost) else { continue }
            nummer += 1
            let igjen = ventende.frist.daysSinceEpoch - idag.daysSinceEpoch
            var hendelse = Hendelse(
                id: "\(shard.kommune)-notifications-frist-\(nummer)", nummer: nummer, type: igjen > 0 ? .fristNaermerSeg : .fristForfalt,
                tid: shard.now)
            hendelse.fyll(sak: try post.mappe.flatMap { try lager.sak($0) }, post: post)
            (hendelse.dato, hendelse.dagerIgjen) = (ventende.frist, igjen)
            events.append(FristPaaminnet(journalpost: ventende.journalpost, dagerFoer: dager, hendelse: hendelse))
        }
        return ShardDecision(events: events)
    }
}
