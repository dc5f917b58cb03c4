import CommitLog
import Contracts
import Synchronization

/// Follows what documents tells everybody: which files are in the archive.
final class StoredFilesWatch: Sendable {
    /// Whose file it is.
    struct Stored: Sendable {
        let id: String
        let kommune: String
    }
    private let found = Mutex<[Stored]>([])
    private let tasks = Mutex<[Task<Void, any Error>]>([])

    /// Watches from now on.
    init(_ subject: BenchmarkSubject) async throws {
        for partition in 0..<subject.topics.partitions {
            let place = TopicPartition(subject.topics.events("documents"), partition)
            let reader = try await subject.log.read(place, from: try await subject.log.end(of: place))
            let task = Task {
                while !Task.isCancelled { try take(try await reader.next(limit: 1_000, timeout: nil)) }
                await reader.close()
            }
            tasks.withLock { $0.append(task) }
        }
    }

    /// Those told of so far.
    var stored: [Stored] { found.withLock { $0 } }

    /// Stops watching.
    func end() { for task in tasks.withLock({ $0 }) { task.cancel() } }

    private func take(_ records: [LogRecord]) throws {
        let new = try records.compactMap { record -> Stored? in
            let event = try JSONReader.read(record.value ?? [])
            guard event["type"]?.text == "no.sakarkiv.documents.fil.lagret.v1", let id = event["subject"]?.text,
                let kommune = event["kommune"]?.text
            else { return nil }
            return Stored(id: id, kommune: kommune)
        }
        found.withLock { $0 += new }
    }
}
