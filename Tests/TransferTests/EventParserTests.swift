import Testing

@testable import Transfer

struct EventParserTests {
    private static let text =
        "\u{FEFF}: kommentar\r\nevent: a\ndata: en\r\ndata:to\rid: 1\n\ndata\n\nevent: tom\n\n"
        + "id: 2\u{0}\nukjent: x\ndata:  rom\n\nid\ndata: slutt\n\n"

    private static let expected = [
        ReceivedEvent(event: "a", lastEventID: "1", data: "en\nto"), ReceivedEvent(event: "message", lastEventID: "1", data: ""),
        ReceivedEvent(event: "message", lastEventID: "1", data: " rom"), ReceivedEvent(event: "message", lastEventID: "", data: "slutt"),
    ]

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `events come out the same in whatever pieces they come`(size: Int) throws {
        var parser = EventParser(maximumEventBytes: 100)
        var rest = Array(Self.text.utf8)[...]
        var events: [ReceivedEvent] = []
        while !rest.isEmpty {
            events += try parser.feed(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(events == Self.expected)
    }

    @Test func `an event without an end is refused when it grows too large`() throws {
        var parser = EventParser(maximumEventBytes: 10)
        #expect(try parser.feed(Array("data: 1234\n\ndata: 1234\n".utf8)).count == 1)
        let error = #expect(throws: TransferError.self) { try parser.feed(Array("d".utf8)) }
        #expect(error?.code == .tooLarge)
    }
}
