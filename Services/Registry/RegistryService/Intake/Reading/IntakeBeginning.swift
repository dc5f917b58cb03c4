import CommitLog
import ShardRuntime

/// Where the reading of a partition begins, and what became of the messages between that and where it ended last.
enum IntakeBeginning: Equatable {
    /// Nobody has read here before: from the first message that is kept.
    case firstLook
    /// Where it ended.
    case goesOn
    /// The messages from one offset to another (both included) were removed before they were read.
    case expired(from: Offset, to: Offset)
    /// The partition ends before the position: it was made anew, or cut. What stands there is read from its start; what was answered
    /// before is known by source and id and gets the old answer.
    case madeAnew

    /// By the position noted last, and what the partition holds now.
    init(noted: Offset?, start: Offset, end: Offset) {
        self =
            switch noted {
            case .none: .firstLook
            case .some(let position) where position > end: .madeAnew
            case .some(let position) where position < start: .expired(from: position, to: start - 1)
            case .some: .goesOn
            }
    }
}
