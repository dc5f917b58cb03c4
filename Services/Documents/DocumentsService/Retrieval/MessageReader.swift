import CommitLog
import Domain

/// Reads messages of one partition again, in the order of the log, with one reader of it: opening one costs a broker's round trips.
///
/// Unchecked: one task has it, which awaits each call before the next.
final class MessageReader: @unchecked Sendable {
    /// How long the log may take to give a record.
    static let limitReading: Duration = .seconds(30)
    /// Most records taken at a time.
    static let limitRecords = 50

    private let log: any Log
    private var reader: (any LogReader)?
    private var ahead: ArraySlice<LogRecord> = []

    /// Nothing is opened yet.
    init(_ log: any Log) { self.log = log }

    /// The record at that place.
    ///
    /// - Throws: `message_gone` when the log has let go of it, `log_unavailable` when it cannot be read now.
    func record(at sted: Meldingssted) async throws(Filfeil) -> LogRecord {
        do {
            return try await find(sted)
        } catch let feil as Filfeil {
            throw feil
        } catch {
            // The next message begins with a reader of its own.
            await close()
            if let error = error as? LogError, error.code == .positionOutsideLog || error.code == .unknownPartition {
                throw Self.gone(sted)
            }
            throw Filfeil(.loggBorte, "the message cannot be read now: \(error)")
        }
    }

    private func find(_ sted: Meldingssted) async throws -> LogRecord {
        let place = TopicPartition(sted.topic, sted.partition)
        while true {
            while let first = ahead.first, first.offset < sted.offset { ahead = ahead.dropFirst() }
            if let first = ahead.first {
                guard first.offset == sted.offset else { throw Self.gone(sted) }
                return first
            }
            let reader = try await opened(place, sted)
            let records = try await reader.next(limit: Self.limitRecords, timeout: Self.limitReading)
            guard !records.isEmpty else { throw Filfeil(.loggBorte, "\(place) gave nothing within \(Self.limitReading)") }
            ahead = records[...]
        }
    }

    private func opened(_ place: TopicPartition, _ sted: Meldingssted) async throws -> any LogReader {
        if let reader { return reader }
        guard sted.offset >= (try await log.start(of: place)) else { throw Self.gone(sted) }
        let made = try await log.read(place, from: sted.offset)
        reader = made
        return made
    }

    /// Ends the reading; what comes later opens anew.
    func close() async {
        ahead = []
        let open = reader
        reader = nil
        await open?.close()
    }

    private static func gone(_ sted: Meldingssted) -> Filfeil {
        Filfeil(
            .meldingBorte,
            "the message is no longer in the log (\(sted.topic)/\(sted.partition) at \(sted.offset)); upload the file instead")
    }
}
