import CommitLog
import ServiceKit
import ShardRuntime

/// A topic that the intake reads: a partner's own, or the one that holds what the partner posted over HTTP.
struct IntakeSource: Sendable {
    /// Whose messages.
    let partner: Partner
    /// Where they lie.
    let topic: String
    /// The group under which the position is noted for lag tools.
    let group: String
    /// What the position in a partition is noted under, by the partition.
    let reader: @Sendable (Int32) -> String
    /// How long a message is kept at least, milliseconds; nil where the partner decides it.
    let keptMilliseconds: Int64?

    /// What the partner writes itself.
    static func inbound(_ partner: Partner, _ topics: Topics) -> IntakeSource {
        let name = partner.navn
        return IntakeSource(
            partner: partner, topic: topics.inbound(name), group: "\(topics.prefix)registry.intake.\(name)",
            reader: { ReaderName.intake(name, $0) }, keptMilliseconds: nil)
    }

    /// What the partner posted over HTTP.
    static func posted(_ partner: Partner, _ topics: Topics) -> IntakeSource {
        let name = partner.navn
        return IntakeSource(
            partner: partner, topic: topics.posted(name), group: postedGroup(topics), reader: { ReaderName.intake(posted: name, $0) },
            keptMilliseconds: Topics.postedKeptMilliseconds)
    }

    /// The one group that shares the partitions of all topics of posted messages. No partner's name has a dot, so no partner's group is this one.
    static func postedGroup(_ topics: Topics) -> String { "\(topics.prefix)registry.intake.posted." }
}
