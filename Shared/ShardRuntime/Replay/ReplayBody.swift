import Contracts
import Domain

/// What a replay needs of a commit's body: the events, and the answer as the store keeps it.
struct ReplayBody: Sendable {
    /// What happened.
    let events: [RecordedEvent]
    /// What `AnswerContent` makes of what was answered. Its parts stand in the body as they stand in the store: they are not taken apart for it.
    let answer: String

    /// Reads a body.
    ///
    /// - Throws: As `CommitBody`.
    init(_ bytes: [UInt8], events catalogue: EventCatalogue) throws {
        if let view = JSONView(bytes), let answer = Self.answer(view), let all = view["events"]?.elements,
            // What is wrong with it is told by the other way to read it.
            let events = try? all.map({ try RecordedEvent($0, catalogue) })
        {
            (self.events, self.answer) = (events, answer)
            return
        }
        let body = try CommitBody(bytes, events: catalogue)
        events = body.events
        answer = try JSONBytes.text(AnswerContent(receipts: body.receipts, answer: body.answer))
    }

    private static func answer(_ view: JSONView) -> String? {
        var members: [String] = []
        for name in ["receipts", "answer"] {
            guard let value = view[name], !value.isNull else { continue }
            guard let bytes = value.compactBytes else { return nil }
            members.append("\"\(name)\":\(String(decoding: bytes, as: UTF8.self))")
        }
        return "{\(members.joined(separator: ","))}"
    }
}
