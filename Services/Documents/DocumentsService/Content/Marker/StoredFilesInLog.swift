import CommitLog
import Domain
import ShardRuntime

/// What the commit log knows of files: an installation that ever stored one has its content somewhere.
///
/// Asked only where a content store has neither marker nor files, nor was ever seen with one. It reads to the first commit that speaks of a file, which
/// is near the start of any log that has one; a log without any is read whole, once.
struct StoredFilesInLog: Sendable {
    let log: any Log
    let topics: Topics

    /// How many records are taken at a time.
    private static let limitRecords = 1_000
    /// How long records that are there may be waited for.
    private static let limitWait: Duration = .seconds(30)
    private static let events = EventCatalogue([FilLagret.self, FilOpplastet.self, DokumentKonvertert.self])

    /// Whether a commit says that a file was stored.
    func isAny() async throws -> Bool {
        for partition in 0..<topics.partitions where try await isAny(TopicPartition(topics.commits(DocumentsModel.serviceName), partition))
        {
            return true
        }
        return false
    }

    private func isAny(_ place: TopicPartition) async throws -> Bool {
        var (next, end) = (try await log.start(of: place), try await log.end(of: place))
        guard next < end else { return false }
        let reader = try await log.read(place, from: next)
        do {
            var isFound = false
            while next < end, !isFound {
                let records = try await reader.next(limit: Self.limitRecords, timeout: Self.limitWait)
                guard let last = records.last else { throw ContentError(.unavailable, "the log did not give its records") }
                isFound = records.contains { Self.speaksOfFiles($0) }
                next = last.offset + 1
            }
            await reader.close()
            return isFound
        } catch {
            await reader.close()
            throw error
        }
    }

    private static func speaksOfFiles(_ record: LogRecord) -> Bool {
        guard case .commit(let commit) = LogEntry(record) else { return false }
        // A body that was erased or cannot be read says nothing either way; others of the same log do.
        return ((try? KnownEvents(of: commit, knowing: events))?.events.isEmpty).map { !$0 } ?? false
    }
}
