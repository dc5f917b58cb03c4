import CommitLog
import Domain
import Observability
import Testing

@testable import ServiceKit

struct ClockWatchTests {
    @Test func `a skew is certain only as far as it exceeds the time that the exchange took`() {
        let agreeing = ClockSkew(askedAt: 1_000, tookMilliseconds: 50, stampedAt: 1_030)
        #expect(agreeing.certain == 0 && agreeing.uncertainty == 50)
        #expect(ClockSkew(askedAt: 10_000, tookMilliseconds: 50, stampedAt: 1_000).certain == 9_000)
        #expect(ClockSkew(askedAt: 1_000, tookMilliseconds: 50, stampedAt: 10_000).certain == -8_950)
        // A slow exchange says little: the clocks may agree.
        #expect(ClockSkew(askedAt: 1_000, tookMilliseconds: 60_000, stampedAt: 50_000).certain == 0)
    }

    @Test func `the quickest exchange is believed`() {
        let all = [
            ClockSkew(askedAt: 5_000, tookMilliseconds: 4_000, stampedAt: 6_000),
            ClockSkew(askedAt: 9_000, tookMilliseconds: 2, stampedAt: 6_000),
        ]
        #expect(ClockSkew.narrowest(all)?.certain == 3_000)
        #expect(ClockSkew.narrowest([]) == nil)
    }

    /// A watch on a log whose clock is so far from this machine's.
    private func watch(
        logAheadBy milliseconds: Int64, _ body: (ClockWatch, CapturedLog, MetricsRegistry, MemoryLog) async throws -> Void
    ) async throws {
        let (clock, lines, metrics) = (ManualClock(), CapturedLog(), MetricsRegistry())
        let log = MemoryLog(now: { clock.now().milliseconds + milliseconds })
        let watch = ClockWatch(
            log: log, prefix: "sakarkiv.", time: clock, logger: Logger(service: "registry", time: clock, sink: lines))
        watch.register(in: metrics)
        try await log.ensure([TopicSettings(name: "sakarkiv.clock", partitions: 1, retention: .forever, isStampedByLog: true)])
        try await body(watch, lines, metrics, log)
        await log.close()
    }

    @Test func `a clock ten minutes ahead is told once, and shown`() async throws {
        try await watch(logAheadBy: -600_000) { watch, lines, metrics, _ in
            #expect(!metrics.exposition().contains("sakarkiv_clock_skew_seconds "))
            for _ in 0..<3 { try await watch.compare() }
            #expect(metrics.exposition().contains("sakarkiv_clock_skew_seconds 600"))
            #expect(lines.lines.count == 1)
            #expect(lines.lines[0].contains(#""level":"warning""#) && lines.lines[0].contains(#""ahead_ms":600000"#))
            watch.judge(ClockSkew(askedAt: 0, tookMilliseconds: 1, stampedAt: 0))
            #expect(lines.lines.count == 2 && lines.lines[1].contains("agrees"))
        }
    }

    @Test func `a clock that is behind is told too, and one within the limit is not`() async throws {
        try await watch(logAheadBy: 600_000) { watch, lines, metrics, _ in
            try await watch.compare()
            #expect(metrics.exposition().contains("sakarkiv_clock_skew_seconds -600"))
            #expect(lines.lines.count == 1)
        }
        try await watch(logAheadBy: ClockWatch.limitSkewMilliseconds) { watch, lines, _, _ in
            try await watch.compare()
            #expect(lines.lines.isEmpty)
        }
    }

    @Test func `what was found stays while the log is away`() async throws {
        try await watch(logAheadBy: -600_000) { watch, lines, _, log in
            try await watch.compare()
            log.setReachable(false)
            try await watch.compare()
            #expect(watch.skew?.certain == 600_000)
            #expect(lines.lines.count == 1)
        }
    }
}
