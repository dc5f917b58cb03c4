import CommitLog
import LogConformance
import Testing

@Suite struct MemoryConformanceTests {
    @Test(arguments: LogFact.all(for: MemoryFixture.capabilities))
    func `the memory log keeps every fact about logs`(_ fact: LogFact) async throws {
        try await fact.check(on: MemoryFixture())
    }

    @Test func `nothing is left out for the memory log`() {
        #expect(LogFact.leftOut(for: MemoryFixture.capabilities).isEmpty)
    }
}
