/// Takes a stream of server-sent events apart, in whatever pieces it comes.
struct EventParser {
    private let maximumEventBytes: Int
    private var line: [UInt8] = []
    private var (event, data, lastEventID) = ("", [String](), "")
    /// How large the event under way is, in bytes.
    private var eventBytes = 0
    /// The last byte was a carriage return: a line feed after it belongs to the same line end.
    private var endsWithReturn = false
    private var isFirstLine = true

    init(maximumEventBytes: Int) { self.maximumEventBytes = maximumEventBytes }

    /// The events that these bytes complete.
    mutating func feed(_ bytes: [UInt8]) throws(TransferError) -> [ReceivedEvent] {
        var events: [ReceivedEvent] = []
        for byte in bytes {
            defer { endsWithReturn = byte == 13 }
            switch byte {
            case 10 where endsWithReturn: break
            case 10, 13:
                if let complete = endLine() { events.append(complete) }
            default:
                line.append(byte)
                eventBytes += 1
                guard eventBytes <= maximumEventBytes else {
                    throw TransferError(.tooLarge, "an event is larger than \(maximumEventBytes) bytes")
                }
            }
        }
        return events
    }

    private mutating func endLine() -> ReceivedEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return endEvent() }
        let halves = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        var value = halves.count == 2 ? halves[1] : []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let text = String(decoding: value, as: UTF8.self)
        // A line that begins with a colon is a comment; an unknown name, and `retry`, are left to whoever connects again.
        switch String(decoding: halves[0], as: UTF8.self) {
        case "event": event = text
        case "data": data.append(text)
        case "id" where !value.contains(0): lastEventID = text
        default: break
        }
        return nil
    }

    private mutating func endEvent() -> ReceivedEvent? {
        defer { (event, data, eventBytes) = ("", [], 0) }
        guard !data.isEmpty else { return nil }
        return ReceivedEvent(event: event.isEmpty ? "message" : event, lastEventID: lastEventID, data: data.joined(separator: "\n"))
    }
}
