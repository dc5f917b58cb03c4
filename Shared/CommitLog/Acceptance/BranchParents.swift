import Domain

/// The second run over a partition that was analysed: finds on the followed chains the commits that hanging branches were rooted at, and those
/// that did what a hanging commit did. It keeps in memory only what hangs, however long the log is.
public struct BranchParents: Sendable {
    /// What names a cause, within one municipality.
    private enum Name: Hashable, Sendable {
        case message(source: String, id: String)
        case record(TopicPartition, Offset)

        init?(_ cause: Cause) {
            if let source = cause.source, let id = cause.id {
                self = .message(source: source, id: id)
            } else if let place = cause.place, let offset = cause.offset {
                self = .record(place, offset)
            } else {
                return nil
            }
        }
    }

    private struct Wish: Hashable, Sendable {
        let kommune: Organisasjonsnummer
        let name: Name
    }

    /// The analysis, with parents and answers as far as they were found.
    public private(set) var analysis: BranchAnalysis
    private var fold: AcceptanceFold
    private var roots: [String: [Int]] = [:]
    private var wishes: [Wish: [Int]] = [:]

    /// A second run for an analysis, with the same void commits.
    public init(_ analysis: BranchAnalysis, voided: [Offset: String] = [:]) {
        self.analysis = analysis
        fold = AcceptanceFold(voided: voided)
        for (number, branch) in analysis.branches.enumerated() where branch.parent == nil {
            roots[branch.previous, default: []].append(number)
        }
        for (number, commit) in analysis.hanging.enumerated() {
            guard let name = Name(commit.cause) else { continue }
            wishes[Wish(kommune: commit.kommune, name: name), default: []].append(number)
        }
    }

    /// Considers the next record, from the start of the partition to where the analysis ended.
    public mutating func consider(_ record: LogRecord) {
        let entry = LogEntry(record)
        guard fold.consider(entry, at: record.offset) == .accepted, case .commit(let commit) = entry else { return }
        let header = commit.header
        for number in roots[commit.hash] ?? [] where analysis.branches[number].kommune == header.kommune {
            analysis.branches[number].parent = .init(offset: record.offset, sequence: header.sequence, isFollowed: true)
        }
        guard let name = Name(header.cause) else { return }
        for number in wishes[Wish(kommune: header.kommune, name: name)] ?? [] where analysis.hanging[number].answered == nil {
            analysis.hanging[number].answered = header.sequence
        }
    }
}
