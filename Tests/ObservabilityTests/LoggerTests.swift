import Domain
import Foundation
import Observability
import Testing
import Waiting

struct LoggerTests {
    private let sink = CapturedLog()
    private let restricted = CapturedLog()

    private func logger(level: LogLevel = .debug, withRestricted: Bool = true) -> Logger {
        Logger(
            service: "registry", instance: 2, level: level, time: ManualClock(start: Tidspunkt(milliseconds: 1_000)),
            sink: sink, restricted: withRestricted ? restricted : nil)
    }

    private func object(_ line: String?) throws -> [String: Any] {
        let line = try #require(line)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `a line is one JSON object with who, when and how much it matters`() throws {
        logger().info("commit accepted", ["offset": .number(42), "waited_ms": .milliseconds(.microseconds(1_500)), "first": true])
        #expect(sink.lines.count == 1)
        let line = try object(sink.lines.first)
        #expect(line["ts"] as? String == "1970-01-01T00:00:01.000Z")
        #expect(line["level"] as? String == "info")
        #expect(line["service"] as? String == "registry")
        #expect(line["instance"] as? Int == 2)
        #expect(line["message"] as? String == "commit accepted")
        #expect(line["offset"] as? Int == 42)
        #expect(line["waited_ms"] as? Double == 1.5)
        #expect(line["first"] as? Bool == true)
        #expect(line["trace_id"] == nil)
    }

    @Test func `quotes, line breaks, control characters and letters beyond ASCII survive`() throws {
        let text = "a \"b\" \\ c\n\r\t\u{1} \u{7F} Løten 🏛 \u{2028}"
        logger().warning("odd text", ["topic": .name(text)])
        let raw = try #require(sink.lines.first)
        #expect(!raw.contains("\n"))
        #expect(try object(raw)["topic"] as? String == text)
    }

    @Test func `numbers that JSON cannot write become null`() throws {
        logger().info("odd number", ["ratio": .number(Double.nan), "other": .number(Double.infinity)])
        let line = try object(sink.lines.first)
        #expect(line["ratio"] is NSNull)
        #expect(line["other"] is NSNull)
    }

    @Test func `restricted fields never reach the ordinary log`() throws {
        logger().info("journalpost created", ["systemID": .id("x"), "tittel": .restricted("Klage fra Ola Nordmann")])
        let open = try #require(sink.lines.first)
        #expect(!open.contains("Nordmann"))
        #expect(try object(open)["withheld"] as? [String] == ["tittel"])
        #expect(try object(restricted.lines.first)["tittel"] as? String == "Klage fra Ola Nordmann")
        #expect(try object(restricted.lines.first)["systemID"] as? String == "x")
    }

    @Test func `without a restricted channel restricted fields are dropped`() {
        logger(withRestricted: false).info("journalpost created", ["tittel": .restricted("Klage fra Ola Nordmann")])
        #expect(sink.lines.count == 1)
        #expect(!sink.lines.joined().contains("Nordmann"))
        #expect(restricted.lines.isEmpty)
    }

    @Test func `a line without restricted fields stays out of the restricted channel`() {
        logger().info("started")
        #expect(sink.lines.count == 1)
        #expect(restricted.lines.isEmpty)
    }

    @Test func `lines below the level are not written and their fields not evaluated`() {
        let quiet = logger(level: .warning)
        func costly() -> LogField {
            Issue.record("evaluated")
            return 0
        }
        quiet.debug("no", ["costly": costly()])
        quiet.info("no", ["costly": costly()])
        quiet.warning("yes")
        quiet.error("yes")
        #expect(sink.lines.count == 2)
    }

    @Test func `who has seen what is written at every level`() throws {
        logger(level: .error).audit("content was shown", ["by": .name("ola")])
        let line = try object(sink.lines.first)
        #expect(line["by"] as? String == "ola" && line["level"] as? String == "info")
    }

    @Test func `a trace and standing fields are on every line`() throws {
        let trace = try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        let kommune = try #require(Organisasjonsnummer("970540008"))
        let inside = logger().with(trace).with(["kommune": .kommune(kommune)]).with(["partition": 3])
        inside.info("first")
        inside.info("second", ["offset": 1])
        for text in sink.lines {
            let line = try object(text)
            #expect(line["trace_id"] as? String == "0af7651916cd43dd8448eb211c80319c")
            #expect(line["span_id"] as? String == "b7ad6b7169203331")
            #expect(line["kommune"] as? String == "970540008")
            #expect(line["partition"] as? Int == 3)
        }
    }

    @Test func `lines of many threads on one pipe do not mix`() async throws {
        let pipe = Pipe()
        let sink = DescriptorSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        async let read = offPool { pipe.fileHandleForReading.readDataToEndOfFile() }
        let long = String(repeating: "x", count: 6_000)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let logger = Logger(service: "s", instance: writer, sink: sink)
                    for number in 0..<50 { logger.info("line", ["number": .number(number), "long": .name(long)]) }
                }
            }
        }
        try pipe.fileHandleForWriting.close()
        let lines = String(decoding: await read, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 400)
        for line in lines { _ = try object(String(line)) }
    }

    @Test func `a log that cannot be written does not stop the caller`() {
        let closed = Logger(service: "s", sink: DescriptorSink(descriptor: -1))
        closed.error("nobody hears this")
        #expect(LogLevel.allCases.sorted() == [.debug, .info, .warning, .error])
    }
}
