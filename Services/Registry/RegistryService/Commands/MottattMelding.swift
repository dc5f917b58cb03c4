import CommitLog
import Contracts
import Domain

/// A partner's message as it stands on the command topic: examined, typed, with whom to answer and how.
struct MottattMelding: Codable, Sendable {
    /// The type on the command topic.
    static let commandType = "arkivmelding.mottatt"

    /// Whom to answer, and how.
    struct Avsender: Codable, Sendable {
        /// Whose receipts topic.
        var partner: String
        /// The message's `source`; empty where it could not be read.
        var source: String
        /// The message's `id`; nil where it could not be read.
        var id: String?
        /// Topic, partition and offset.
        var place: String
        /// The form of the answer.
        var form: MeldingForm
        /// The message's `subject`.
        var subject: String?
        /// What sets the answer apart from that to another message under the same `source` and `id`: the message does not use them up, so
        /// that it can be put right and sent again under them. Nil where they name the message.
        var mark: String?
        /// What the partner may do with what others sent; nil: nothing.
        var rett: Partnerrett?
    }

    /// Whom to answer.
    var avsender: Avsender
    /// The message; nil when it was refused by the intake.
    var melding: Arkivmelding?
    /// Why the intake refused it, places in the language of the form.
    var rejection: Rejection?

    /// The payload of the command.
    func encoded() -> [UInt8] {
        do {
            return try JSONBytes.encode(self)
        } catch {
            preconditionFailure("texts, numbers and lists can always be written as JSON: \(error)")
        }
    }

    /// The partner's record that a command of this type was made of; nil for another command.
    static func origin(ofType type: String, payload: [UInt8]) -> (place: TopicPartition, offset: Offset)? {
        // A payload that cannot be read tells of no place: the rest of its trace is told all the same.
        guard type == commandType, let melding = try? decoded(payload), let sted = Meldingssted(melding.avsender.place) else { return nil }
        return (TopicPartition(sted.topic, sted.partition), sted.offset)
    }
}
