import Contracts
import Domain
import Observability
import ShardRuntime

/// What an instance knew while the log answered: as of when its stores were whole, and which municipalities there are. It lies beside the stores,
/// so that an instance that is started while the log is away can answer reads.
struct LastKnown: Sendable, Equatable {
    /// How often it is written, seconds.
    static let pauseSeconds: Int64 = 5

    /// As of when the stores of each partition were whole, milliseconds since the epoch; partitions with an alarm are missing.
    var wholeAsOf: [Int32: Int64] = [:]
    /// Which file each store was.
    var stores: [Organisasjonsnummer: String] = [:]
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

    /// Writes it again and again, until cancelled.
    static func keep(
        _ runtime: ServiceRuntime<some ShardModel>, _ municipalities: MunicipalityDirectory, _ pulse: LogPulse, _ context: ServiceContext
    ) async throws {
        var written: LastKnown?
        while true {
            try await context.time.sleep(for: .seconds(pauseSeconds))
            // Of an owner's stores it is the log's last answer that says as of when they are whole.
            let known = LastKnown(
                wholeAsOf: runtime.wholeAsOf(ownedAsOf: pulse.answeredAt), stores: try runtime.environment.directory.identities(),
                kommuner: municipalities.described)
            guard known != written else { continue }
            try PrivateFile.replace(runtime.environment.directory.lastKnownFile, known.json.encoded(), mode: 0o600)
            written = known
        }
    }
}

extension LastKnown {
    private static let (wholeAsOfKey, storesKey, kommunerKey) = ("wholeAsOf", "stores", "kommuner")

    var json: JSONValue {
        .object([
            Self.wholeAsOfKey: .object(Dictionary(uniqueKeysWithValues: wholeAsOf.map { ("\($0.key)", .int($0.value)) })),
            Self.storesKey: .object(Dictionary(uniqueKeysWithValues: stores.map { ($0.key.rawValue, .string($0.value)) })),
            Self.kommunerKey: .object(Dictionary(uniqueKeysWithValues: kommuner.map { ($0.key.rawValue, $0.value) })),
        ])
    }

    init(_ json: JSONValue) {
        for (name, moment) in json[Self.wholeAsOfKey]?.members ?? [:] {
            if let partition = Int32(name), case .int(let milliseconds) = moment { wholeAsOf[partition] = milliseconds }
        }
        for (name, file) in json[Self.storesKey]?.members ?? [:] {
            if let kommune = Organisasjonsnummer(name) { stores[kommune] = file.text }
        }
        for (name, described) in json[Self.kommunerKey]?.members ?? [:] {
            if let kommune = Organisasjonsnummer(name) { kommuner[kommune] = described }
        }
    }
}
