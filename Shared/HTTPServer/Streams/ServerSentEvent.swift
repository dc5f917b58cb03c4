/// One server-sent event (WHATWG HTML, 9.2.5).
public struct ServerSentEvent: Hashable, Sendable {
    /// The kind of event; nil is `message`.
    public var event: String?
    /// What the client sends back as `Last-Event-ID` when it connects again.
    public var id: String?
    /// The data; line breaks are kept.
    public var data: String
    /// How long the client waits before it connects again, in milliseconds.
    public var retryMilliseconds: Int?

    /// An event.
    public init(event: String? = nil, id: String? = nil, data: String, retryMilliseconds: Int? = nil) {
        (self.event, self.id, self.data, self.retryMilliseconds) = (event, id, data, retryMilliseconds)
    }

    /// The event as it is sent, with the empty line that ends it. A line break or NUL in `event` or `id` is a mistake in the program.
    public var bytes: [UInt8] {
        var text = ""
        if let event { text += "event: \(Self.oneLine(event))\n" }
        if let id { text += "id: \(Self.oneLine(id))\n" }
        if let retryMilliseconds { text += "retry: \(retryMilliseconds)\n" }
        // A carriage return ends a line for the reader too, alone or before a line feed ("\r\n" is one Character).
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }) {
            text += "data: \(line)\n"
        }
        text += "\n"
        return Array(text.utf8)
    }

    private static func oneLine(_ text: String) -> String {
        precondition(!text.utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 }, "an event's name and id are one line")
        return text
    }
}
