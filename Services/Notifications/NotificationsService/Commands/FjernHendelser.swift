import Domain
import ShardRuntime

/// It is time to let go of old hendelser.
struct FjernHendelser: ShardCommand {
    static let commandType = "hendelser.fjern"
    /// Most that go at a time.
    static let limitPerCommand = 20_000

    /// So many are kept.
    var antall: Int
    /// So long they are kept.
    var dager: Int

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let before = Tidspunkt(milliseconds: shard.now.milliseconds - Int64(dager) * 86_400_000)
        guard
            let horizon = try Hendelseslager(shard.database).oldest(beyond: antall, before: before, atMost: Self.limitPerCommand)
        else { return ShardDecision() }
        return ShardDecision(events: [HendelserFjernet(tilOgMed: horizon)])
    }
}
