import Contracts
import Dispatch
import Domain
import Observability
import ShardRuntime

/// What an instance knew while the log answered: as of when its stores were whole, what they contained, and which municipalities there are. It
/// lies beside the stores, so that an instance that is started while the log is away can answer reads.
struct LastKnown: Sendable, Equatable {
    /// How often it is written, seconds.
    static let pauseSeconds: Int64 = 5
    /// A disk may take its time: nobody else's thread waits for it.
    private static let queue = DispatchQueue(label: "last known")

    /// As of when the stores of each partition were whole, milliseconds since the epoch.
    var wholeAsOf: [Int32: Int64] = [:]
    /// How many commits each store contained; those with an alarm are missing.
    var commits: [Organisasjonsnummer: UInt64] = [:]
    /// What is said of each municipality.
    var kommuner: [Organisasjonsnummer: JSONValue] = [:]

    /// What was known last; nil when nothing was, or there is no store that it is about.
    static func read(_ directory: ShardDirectory, _ logger: Logger) -> LastKnown? {
        do {
            guard let bytes = try PrivateFile.read(directory.lastKnownFile), try !directory.shards().isEmpty else { return nil }
            let known = LastKnown(try JSONReader.read(bytes))
            return known.wholeAsOf.isEmpty ? nil : known
        } catch {
            logger.warning("what was last known of the stores cannot be read", ["reason": .reason(error)])
            return nil
        }
    }

    /// Writes it again and again while the log answers, until cancelled.
    static func keep(
        _ runtime: ServiceRuntime<some ShardModel>, _ municipalities: MunicipalityDirectory, _ pulse: LogPulse, _ context: ServiceContext
    ) async throws {
        var written = LastKnown()
        while true {
            try await context.time.sleep(for: .seconds(pauseSeconds))
            guard pulse.isReachable else { continue }
            // Of an owner's stores it is the log's last answer that says as of when they are whole.
            let (asOf, commits) = await runtime.wholeStores(ownedAsOf: pulse.answeredAt)
            // One that is just being opened again contains what it did.
            let before = written.commits.filter { runtime.isWhole($0.key) }
            let known = LastKnown(
                wholeAsOf: asOf, commits: before.merging(commits) { max($0, $1) }, kommuner: municipalities.described)
            guard known != written else { continue }
            try await known.write(to: runtime.environment.directory.lastKnownFile)
            written = known
        }
    }

    private func write(to path: String) async throws {
        let bytes = json.encoded()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Self.queue.async { continuation.resume(with: Result { try PrivateFile.replace(path, bytes, mode: 0o600) }) }
        }
    }
}

extension LastKnown {
    /// From 2020 to 2100: what a file says that was not written by this program.
    private static let possible: Range<Int64> = 1_577_836_800_000..<4_102_444_800_000
    private static let (wholeAsOfKey, commitsKey, kommunerKey) = ("wholeAsOf", "commits", "kommuner")

    var json: JSONValue {
        .object([
            Self.wholeAsOfKey: .object(Dictionary(uniqueKeysWithValues: wholeAsOf.map { ("\($0.key)", .int($0.value)) })),
            Self.commitsKey: .object(
                Dictionary(uniqueKeysWithValues: commits.map { ($0.key.rawValue, .int(Int64(clamping: $0.value))) })),
            Self.kommunerKey: .object(Dictionary(uniqueKeysWithValues: kommuner.map { ($0.key.rawValue, $0.value) })),
        ])
    }

    init(_ json: JSONValue) {
        for (name, moment) in json[Self.wholeAsOfKey]?.members ?? [:] {
            if let partition = Int32(name), case .int(let milliseconds) = moment, Self.possible.contains(milliseconds) {
                wholeAsOf[partition] = milliseconds
            }
        }
        for (name, count) in json[Self.commitsKey]?.members ?? [:] {
            if let kommune = Organisasjonsnummer(name), case .int(let count) = count { commits[kommune] = UInt64(clamping: count) }
        }
        for (name, described) in json[Self.kommunerKey]?.members ?? [:] {
            if let kommune = Organisasjonsnummer(name), case .object = described { kommuner[kommune] = described }
        }
    }
}
