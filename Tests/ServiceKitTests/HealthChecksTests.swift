import Contracts
import Observability
import Synchronization
import Testing

@testable import ServiceKit

struct HealthChecksTests {
    private let clock = ManualClock()

    private func entry(_ name: String, _ report: HealthReport) -> HealthStatus? { report.entries.first { $0.name == name }?.status }

    @Test func `a service is ready when it has started and every check is content`() async {
        let health = HealthChecks(time: clock)
        health.add("log") { .healthy() }
        #expect(await !health.readiness().isHealthy)
        health.started()
        #expect(await health.readiness().isHealthy)
        health.draining()
        let report = await health.readiness()
        #expect(!report.isHealthy)
        #expect(entry("lifecycle", report)?.reason == "the service is being stopped")
    }

    @Test func `readiness names the check that fails and shows its figures`() async {
        let health = HealthChecks(time: clock)
        health.started()
        health.add("log") { .healthy() }
        health.add("stores") { .unhealthy("a store is rebuilt", ["rebuildRatio": .double(0.25)]) }
        let report = await health.readiness()
        #expect(!report.isHealthy)
        #expect(
            report.json.json
                == #"{"checks":[{"name":"lifecycle","status":"ok"},{"name":"log","status":"ok"},"#
                + #"{"details":{"rebuildRatio":0.25},"name":"stores","reason":"a store is rebuilt","status":"failing"}],"status":"failing"}"#
        )
    }

    @Test func `liveness knows nothing of the checks`() async {
        let health = HealthChecks(time: clock)
        health.add("log") { .unhealthy("the broker is away") }
        #expect(health.liveness().isHealthy)
        health.failed("corruption", reason: "a sequence gap")
        #expect(!health.liveness().isHealthy)
        #expect(entry("corruption", health.liveness())?.reason == "a sequence gap")
    }

    @Test func `a check that hangs fails after its limit and does not hang the others`() async {
        let health = HealthChecks(time: clock)
        health.started()
        let stuck = AsyncStream.makeStream(of: Void.self)
        let endless = Mutex<CheckedContinuation<Void, Never>?>(nil)
        health.add("hangs") {
            // Deaf to its cancellation, as a call into a C library is.
            await withCheckedContinuation { continuation in
                endless.withLock { $0 = continuation }
                stuck.continuation.yield()
            }
            return .healthy()
        }
        health.add("log") { .healthy() }
        async let asked = health.readiness()
        for await _ in stuck.stream { break }
        await clock.waitForSleepers(1)
        clock.advance(by: HealthChecks.limitCheckDuration)
        let report = await asked
        #expect(entry("log", report)?.isHealthy == true)
        #expect(entry("hangs", report)?.reason?.hasPrefix("no answer within") == true)
        endless.withLock { $0 }?.resume()
    }

    @Test func `a check added again replaces the earlier one`() async {
        let health = HealthChecks(time: clock)
        health.started()
        health.add("log") { .unhealthy("old") }
        health.add("log") { .healthy() }
        #expect(await health.readiness().isHealthy)
    }
}
