import Kafka
import Observability
import Testing

@testable import ServiceKit

struct LibrdkafkaLinesTests {
    private let clock = ManualClock()
    private let sink = CapturedLog()

    private func line(_ level: Int, _ facility: String, _ text: String) -> KafkaLogConfiguration.LogLine {
        KafkaLogConfiguration.LogLine(level: level, facility: facility, text: text)
    }

    @Test func `librdkafka's levels become this log's`() {
        let found = (0...7).map { LibrdkafkaLines.level(syslog: $0) }
        #expect(found == [.error, .error, .error, .error, .warning, .info, .info, .debug])
    }

    @Test func `a broker that is away is told once a while, not at every attempt`() {
        let lines = LibrdkafkaLines(Logger(service: "registry", time: clock, sink: sink), time: clock)
        for attempt in 0..<200 {
            lines.write(
                line(
                    3, "FAIL",
                    "127.0.0.1:9092/1: Connect to ipv4#127.0.0.1:9092 failed: Connection refused (after \(attempt)ms in state CONNECT)"))
        }
        lines.write(line(4, "REQTMOUT", "127.0.0.1:9092/1: Timed out 1 in-flight request"))
        #expect(sink.lines.count == 2)
        #expect(sink.lines[0].contains(#""level":"error""#))
        clock.advance(by: LineLimit.limitIntervalDefault)
        lines.write(
            line(3, "FAIL", "127.0.0.1:9092/1: Connect to ipv4#127.0.0.1:9092 failed: Connection refused (after 7ms in state CONNECT)"))
        #expect(sink.lines.last?.contains(#""repeated":199"#) == true)
    }
}
