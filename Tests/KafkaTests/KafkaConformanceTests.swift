import CommitLog
import LogConformance
import Testing

@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .serialized, .timeLimit(.minutes(5)))
struct KafkaConformanceTests {
    @Test(arguments: LogFact.all(for: KafkaFixture.capabilities))
    func `Kafka keeps every fact about logs`(_ fact: LogFact) async throws {
        try await fact.check(on: KafkaFixture())
    }

    @Test func `only compaction is left out for Kafka`() {
        #expect(LogFact.leftOut(for: KafkaFixture.capabilities).allSatisfy { $0.needs == [.compaction] })
    }
}
