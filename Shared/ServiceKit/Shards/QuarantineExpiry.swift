import Observability
import ShardRuntime

/// Discards what has lain in quarantine for too long, so that the topic tells it too.
///
/// It counts as discarded from the moment its time is over; this writes it down. One instance does it: the owner of the first partition.
struct QuarantineExpiry: Sendable {
    /// How often it is looked.
    static let lookInterval: Duration = .seconds(600)

    let quarantine: QuarantineIndex
    let isResponsible: @Sendable () -> Bool
    let time: any TimeSource
    let logger: Logger

    /// Looks now and then, until cancelled.
    func run() async throws {
        while true {
            try await time.sleep(for: Self.lookInterval)
            while isResponsible() {
                let count = try await quarantine.expire()
                if count > 0 { logger.warning("messages lay in quarantine for too long and were discarded", ["count": .number(count)]) }
                if count < QuarantineIndex.limitDecisions { break }
            }
        }
    }
}
