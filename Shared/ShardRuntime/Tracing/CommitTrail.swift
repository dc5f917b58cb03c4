import CommitLog
import Contracts
import Crypto
import Domain

/// The acceptance rule for a look at the middle of a commit log: only headers are read, and of the commits of one trace what is in them.
struct CommitTrail {
    private let mark: TraceMark
    private let key: [UInt8]?
    private let voided: [Offset: String]
    private var fold: AcceptanceFold?
    /// Is the epoch known from a claim, or from the first commit that came along?
    private var isSure = false
    private(set) var found: [TracedRecord] = []

    /// A trail of a mark; of one municipality, or of all. `voided` are the partition's commits that were declared void.
    init(_ mark: TraceMark, key: [UInt8]?, voided: [Offset: String] = [:]) { (self.mark, self.key, self.voided) = (mark, key, voided) }

    /// Considers the log's next record.
    mutating func consider(_ record: LogRecord) {
        guard let value = record.value else { return }
        if record.header("kind") == "claim" {
            guard case .claim(let claim) = LogEntry(record) else { return }
            if fold == nil { fold = AcceptanceFold(epoch: claim.epoch - min(claim.epoch, 1), trustsFirst: true, voided: voided) }
            if fold?.consider(claim: claim.epoch) == .newEpoch { isSure = true }
            return
        }
        // Neither commit nor claim, or one that is not whole: not part of history.
        guard let end = value.firstIndex(of: UInt8(ascii: "\n")), let header: CommitHeader = try? JSONBytes.decode(Array(value[..<end]))
        else { return }
        begin(at: header.epoch)
        let verdict = fold?.consider(
            commit: header.kommune, epoch: header.epoch, sequence: header.sequence, previous: header.previous,
            hash: SHA256.hex(value[..<end]), at: record.offset)
        guard verdict == .accepted, key == nil || record.key == key, mark.isOf(header, value) else { return }
        found.append(TracedRecord(.commit, record, commit: Self.part(header, Array(value[(end + 1)...]))))
    }

    /// The first commit says which epoch it is, until a later one proves it to have been a straggler's.
    private mutating func begin(at epoch: UInt64) {
        if let fold, isSure || fold.epoch >= epoch { return }
        fold = AcceptanceFold(epoch: epoch, trustsFirst: true, voided: voided)
        found.removeAll { ($0.commit?.header.epoch ?? 0) < epoch }
    }

    /// A body that was made unreadable has no names to tell.
    private static func part(_ header: CommitHeader, _ body: [UInt8]) -> TracedRecord.CommitPart {
        let json = (try? JSONReader.read(body)) ?? .null  // unreadable: see above
        let partners = (json["receipts"]?.elements ?? []).compactMap { $0["partner"]?.text }
        let events = (json["events"]?.elements ?? []).compactMap { event -> TracedRecord.EventName? in
            let objects = event["data"]?["dokumentobjekt"]
            return event["type"]?.text.map { type in
                TracedRecord.EventName(type: type, dokumentobjekter: objects?.elements?.count ?? objects?.text.map { _ in 1 })
            }
        }
        return TracedRecord.CommitPart(header: header, events: events, partners: Set(partners).sorted())
    }
}
