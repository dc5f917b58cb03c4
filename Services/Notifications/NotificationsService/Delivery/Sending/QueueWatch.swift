import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Looks now and then how much waits to be sent, for the metrics.
struct QueueWatch: Sendable {
    private static let lookEvery: Duration = .seconds(5)

    private let service: ShardService<NotificationsModel>
    private let meters: DeliveryMeters

    init(_ service: ShardService<NotificationsModel>, _ meters: DeliveryMeters) { (self.service, self.meters) = (service, meters) }

    /// Looks until cancelled.
    func run() async throws {
        while true {
            var (enabled, disabled, oldest) = (0, 0, 0.0)
            for kommune in service.owned {
                guard let extent = try await service.runtime.reads.read(kommune, { try Leveringslager($0).omfang() }) else { continue }
                (enabled, disabled) = (enabled + extent.aktive, disabled + extent.deaktiverte)
                if let since = extent.eldste {
                    oldest = max(oldest, Double(service.context.time.now().milliseconds - since.milliseconds) / 1_000)
                }
            }
            meters.queue(enabled: enabled, disabled: disabled, oldestSeconds: oldest)
            try await service.context.time.sleep(for: Self.lookEvery)
        }
    }
}
