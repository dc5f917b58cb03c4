import Foundation
import Observability
import Testing

struct LineLimitTests {
    private let clock = ManualClock()
    private let sink = CapturedLog()
    private var logger: Logger { Logger(service: "registry", time: clock, sink: sink) }

    private func repeated(_ line: String) throws -> Int? {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        return object["repeated"] as? Int
    }

    @Test func `the same line is written once a while, and says how often it was kept out`() throws {
        let limit = LineLimit(interval: .seconds(30), time: clock)
        for _ in 0..<300 { logger.limited(.warning, "a request could not be forwarded", by: limit) }
        #expect(sink.lines.count == 1)
        #expect(try repeated(sink.lines[0]) == nil)
        clock.advance(by: .seconds(30))
        logger.limited(.warning, "a request could not be forwarded", by: limit)
        #expect(sink.lines.count == 2)
        #expect(try repeated(sink.lines[1]) == 299)
        clock.advance(by: .seconds(30))
        logger.limited(.warning, "a request could not be forwarded", by: limit)
        #expect(try repeated(sink.lines[2]) == nil)
    }

    @Test func `lines of different keys do not keep each other out`() {
        let limit = LineLimit(time: clock)
        for code in ["a", "b", "a", "b"] { logger.limited(.error, "it failed", by: limit, key: code) }
        #expect(sink.lines.count == 2)
    }

    @Test func `keys without end become one, and are still limited`() {
        let limit = LineLimit(time: clock)
        for number in 0..<LineLimit.limitKeys * 3 { logger.limited(.error, "it failed", by: limit, key: "\(number)") }
        #expect(sink.lines.count == LineLimit.limitKeys + 1)
    }

    @Test func `a line below the logger's level is not counted as written`() {
        let limit = LineLimit(time: clock)
        logger.limited(.debug, "it failed", by: limit)
        logger.limited(.error, "it failed", by: limit)
        #expect(sink.lines.count == 1)
    }
}
