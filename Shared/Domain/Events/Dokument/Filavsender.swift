/// Who sent the files of a message, and how to answer them.
public struct Filavsender: Codable, Sendable, Hashable {
    /// Whose receipts topic.
    public var partner: String
    /// The message's `source`.
    public var source: String
    /// The message's `id`.
    public var id: String
    /// The message's `subject`.
    public var subject: String?

    /// A sender.
    public init(partner: String, source: String, id: String, subject: String? = nil) {
        (self.partner, self.source, self.id, self.subject) = (partner, source, id, subject)
    }
}
