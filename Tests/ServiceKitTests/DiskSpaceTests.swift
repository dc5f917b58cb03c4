import Observability
import Synchronization
import Testing

@testable import ServiceKit

struct DiskSpaceTests {
    @Test func `a disk that takes no writes any more makes the service not ready, until there is room`() async {
        let free = Mutex<Int?>(DiskSpace.limitReservedBytes)
        let (health, metrics, clock) = (HealthChecks(time: ManualClock()), MetricsRegistry(), ManualClock())
        let disk = DiskSpace("/data", time: clock) { _ in free.withLock { $0 } }
        disk.register(metrics: metrics, health: health)
        health.started()
        #expect(await health.readiness().isHealthy)
        free.withLock { $0 = DiskSpace.limitReservedBytes - 1 }
        disk.look()
        let report = await health.readiness()
        #expect(!report.isHealthy)
        #expect(report.entries.last?.status.reason?.hasPrefix("the disk is full") == true)
        #expect(metrics.exposition().contains("sakarkiv_disk_free_bytes \(DiskSpace.limitReservedBytes - 1)"))
        free.withLock { $0 = 1 << 40 }
        disk.look()
        #expect(await health.readiness().isHealthy)
        // A disk that does not come back holds nobody but who asks it.
        clock.advance(by: DiskSpace.limitSilence)
        #expect(!(await health.readiness().isHealthy))
    }

    @Test func `the system tells how much room there is`() {
        #expect((DiskSpace.systemFreeBytes("/") ?? -1) >= 0)
        #expect(DiskSpace.systemFreeBytes("/nowhere/at/all") == nil)
    }
}
