import CommitLog
import Contracts
import Domain

/// Which installation the topics belong to: the value of a record in `owners`, keyed `installation`. A machine of another installation that was
/// given the same topics by mistake reads it before it writes anything.
struct InstallationNote: Codable, Sendable, Hashable {
    /// The key of the record.
    static let key = "installation"

    /// The installation's id.
    var id: String
    /// When it was written.
    var written: Tidspunkt
    /// For a note that repeats or renames an earlier one: the offset of the first of them. Compaction may take any but the last record of the
    /// key, so a note must carry its rank itself.
    var first: Offset?
    /// What the installation was called before.
    var formerly: [String]?
}

/// The notes of installations that stand in the topic, in order.
struct InstallationNotes: Sendable {
    private struct Standing {
        var rank: Offset
        var note: InstallationNote
    }
    private var first: Standing?
    private var last: InstallationNote?

    /// Takes in the next note. The first installation that wrote keeps the topics; of several notes with its rank the last one names it.
    mutating func take(_ note: InstallationNote, at offset: Offset) {
        let rank = note.first ?? offset
        if rank <= first?.rank ?? rank { first = Standing(rank: rank, note: note) }
        last = note
    }

    /// The installation that the topics belong to; nil before anybody wrote.
    var installation: InstallationNote? { first?.note }

    /// What is to be written so that the topics belong to `id`, or go on belonging to whom they belong; nil: nothing.
    ///
    /// - Parameter formerly: what the installation was called before: topics that bear such a name are renamed.
    func wanting(_ id: String, formerly: [String], at moment: Tidspunkt) -> InstallationNote? {
        guard let first else { return InstallationNote(id: id, written: moment) }
        if first.note.id != id, formerly.contains(first.note.id) {
            let names = (first.note.formerly ?? []) + [first.note.id]
            return InstallationNote(id: id, written: moment, first: first.rank, formerly: names.filter { $0 != id })
        }
        if last?.id == first.note.id { return nil }
        // Somebody wrote at the same time and lost: compaction would keep that record alone.
        return InstallationNote(id: first.note.id, written: moment, first: first.rank, formerly: first.note.formerly)
    }
}
