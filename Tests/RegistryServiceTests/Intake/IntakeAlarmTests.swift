import CommitLog
import Observability
import Testing

@testable import RegistryService

/// An intake that cannot read on says so, once, and where.
@Suite struct IntakeAlarmTests {
    @Test func `a gap in a partner's topic is an alarm until it is read on, told once`() {
        let (metrics, log) = (MetricsRegistry(), CapturedLog())
        let alarms = IntakeAlarms(metrics: metrics, time: ManualClock(), logger: Logger(service: "registry", sink: log))
        let place = TopicPartition("sakarkiv.inbound.byggsak", 2)
        for _ in 0..<3 { alarms.failed(place, LogError(LogError.Code(rawValue: "log_gap"), "after 6 comes 9")) }
        #expect(alarms.all == [place: "log_gap"])
        #expect(metrics.exposition().contains("log_gap\""))
        #expect(log.lines.count { $0.contains("cannot be read on") } == 1)
        alarms.goesOn(place)
        alarms.goesOn(place)
        #expect(alarms.all.isEmpty)
        #expect(log.lines.count { $0.contains("are read again") } == 1)
        #expect(!metrics.exposition().contains("log_gap\""))
    }
}
