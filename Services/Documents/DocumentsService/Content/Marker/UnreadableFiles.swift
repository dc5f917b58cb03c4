import Contracts
import Domain
import Observability
import ServiceKit
import Synchronization

/// Stored files that could not be given when somebody asked: counted, told, and remembered until they can be read again.
final class UnreadableFiles: Sendable {
    /// The most that are remembered; the count goes on.
    static let limitRemembered = 100
    /// The most that are named in `/readyz`.
    static let limitNamed = 20
    /// How often those remembered are tried.
    static let limitRecheckInterval: Duration = .seconds(30)

    /// What is known of one.
    struct Standing: Hashable, Sendable {
        let code: ContentError.Code
        let since: Tidspunkt
    }

    private let counter: Counter
    private let time: any TimeSource
    private let logger: Logger
    private let lines: LineLimit
    private let files = Mutex<[ContentKey: Standing]>([:])

    init(_ metrics: MetricsRegistry, time: any TimeSource, logger: Logger) {
        counter = metrics.counter(
            "sakarkiv_content_unreadable_total", help: "Times that a stored file was asked for and could not be read.")
        (self.time, self.logger, lines) = (time, logger, LineLimit(time: time))
    }

    /// What cannot be read now, the oldest first.
    var standing: [(key: ContentKey, standing: Standing)] {
        files.withLock { $0.map { (key: $0.key, standing: $0.value) } }
            .sorted { ($0.standing.since.milliseconds, $0.key.digest) < ($1.standing.since.milliseconds, $1.key.digest) }
    }

    /// Whether such an error is about the file, not about the storage.
    static func isOfFile(_ error: ContentError) -> Bool {
        [.notFound, .unreadable, .noAccess, .damaged].contains(error.code)
    }

    /// A file could not be given.
    func failed(_ key: ContentKey, _ error: ContentError) {
        let code: ContentError.Code = error.code == .notFound ? .missing : error.code
        counter.increment()
        files.withLock { files in
            guard files[key] == nil, files.count < Self.limitRemembered else { return }
            files[key] = Standing(code: code, since: time.now())
        }
        logger.limited(
            .error, "a stored file cannot be read", by: lines, key: code.rawValue,
            ["code": .name(code.rawValue), "kommune": .kommune(key.kommune), "sha256": .id(key.digest), "reason": .reason(error)])
    }

    /// Tries those remembered again, as long as the service runs.
    func recheck(in store: any ContentStore) async throws {
        while true {
            try await time.sleep(for: Self.limitRecheckInterval)
            for (key, _) in standing { await tryAgain(key, store) }
        }
    }

    func tryAgain(_ key: ContentKey, _ store: any ContentStore) async {
        do {
            _ = try await store.byteCount(readable: key)
        } catch {
            return
        }
        guard files.withLock({ $0.removeValue(forKey: key) }) != nil else { return }
        logger.info("a stored file can be read again", ["kommune": .kommune(key.kommune), "sha256": .id(key.digest)])
    }

    /// For `/readyz`; empty when all can be read.
    var details: [String: JSONValue] {
        let all = standing
        guard !all.isEmpty else { return [:] }
        let named = all.prefix(Self.limitNamed).map { key, standing -> JSONValue in
            [
                "kommune": .string(key.kommune.rawValue), "sjekksum": .string(key.digest.hex), "code": .string(standing.code.rawValue),
                "since": .string(standing.since.description),
            ]
        }
        return ["unreadableFiles": .int(Int64(all.count)), "unreadable": .array(named)]
    }
}

extension ContentStore {
    /// Opens a file and reads its first byte from there: whether it can be given is known before an answer is begun. Gives the whole file's size.
    ///
    /// - Throws: as `open`, and as reading does.
    func byteCount(readable key: ContentKey, from offset: Int64 = 0) async throws -> Int64 {
        let bytes = try await open(key, range: offset..<offset + 1)
        for try await _ in bytes { break }
        return bytes.fileByteCount
    }
}
