@testable import CommitLog
import LogConformance
import Testing

@Suite struct LocalConformanceTests {
    @Test(arguments: LogFact.all(for: LocalFixture.capabilities))
    func `the local log keeps every fact about logs`(_ fact: LogFact) async throws {
        try await fact.check(on: LocalFixture())
    }

    @Test(arguments: LogFact.all(for: LocalFixture.capabilities))
    func `the local log keeps every fact also where the system gives no inotify`(_ fact: LogFact) async throws {
        var settings = LocalLogSettings()
        settings.usesInotify = false
        settings.heartbeatMilliseconds = 50
        try await fact.check(on: LocalFixture(settings: settings))
    }

    @Test func `nothing is left out for the local log`() {
        #expect(LogFact.leftOut(for: LocalFixture.capabilities).isEmpty)
    }
}
