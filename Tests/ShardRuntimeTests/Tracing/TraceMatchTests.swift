import CommitLog
import Testing

@testable import ShardRuntime

@Suite struct TraceMatchTests {
    private let id = Array("4bf92f3577b34da6a3ce929d0e0e4736".utf8)

    @Test func `an id is found wherever it stands, and nothing that only resembles it`() {
        for before in 0..<40 {
            for after in [0, 1, 31, 33] {
                let around = (Array(repeating: UInt8(ascii: "4"), count: before), Array(repeating: UInt8(ascii: "6"), count: after))
                #expect(TraceMatch.contains(around.0 + id + around.1, id))
                #expect(!TraceMatch.contains(around.0 + id.dropLast() + around.1.map { _ in UInt8(ascii: "7") }, id))
                #expect(!TraceMatch.contains(around.0 + id.dropFirst() + around.1, id) || before > 0)
            }
        }
        #expect(!TraceMatch.contains([], id))
    }

    @Test func `the traceparent header decides where there is one, else the value`() throws {
        func record(_ headers: [RecordHeader], _ value: [UInt8]?) -> LogRecord {
            LogRecord(place: TopicPartition("t", 0), offset: 0, key: nil, value: value, headers: headers, timestamp: 0)
        }
        let other = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let mark = try #require(TraceMark("4BF92F3577B34DA6A3CE929D0E0E4736"))
        #expect(mark.isOn(record([], Array("{\"traceparent\":\"00-".utf8) + id)))
        #expect(mark.isOn(record([RecordHeader("traceparent", Array("00-".utf8) + id)], nil)))
        #expect(!mark.isOn(record([RecordHeader("traceparent", other)], id)))
        #expect(!mark.isOn(record([], nil)))
    }

    @Test(arguments: ["", "4bf9", String(repeating: "0", count: 32), String(repeating: "g", count: 32), "2026/17"])
    func `what is neither a trace id nor a systemID is no mark`(text: String) { #expect(TraceMark(text) == nil) }
}
