import CommitLog
import Glibc
import Observability

/// How much room the data directory's disk has: a figure, and a condition of readiness, since a full disk takes no writes.
struct DiskSpace: Sendable {
    /// With less than this free, the local log refuses appends (and a store would fail soon). In bytes.
    static let limitReservedBytes = LocalLogSettings().reservedDiskBytes

    /// The directory asked about.
    let path: String
    /// How many bytes are free for this process; nil when the system does not say.
    let freeBytes: @Sendable (_ path: String) -> Int?

    init(_ path: String, freeBytes: @escaping @Sendable (String) -> Int? = DiskSpace.systemFreeBytes) {
        (self.path, self.freeBytes) = (path, freeBytes)
    }

    /// Adds both.
    func register(metrics: MetricsRegistry, health: HealthChecks) {
        metrics.gauge("sakarkiv_disk_free_bytes", help: "Room that is left on the disk of the data directory, in bytes.") {
            freeBytes(path).map(Double.init) ?? .nan
        }
        health.add("disk", for: [.writes]) { status }
    }

    /// Whether the disk takes writes.
    var status: HealthStatus {
        guard let free = freeBytes(path) else { return .unhealthy("the disk of the data directory does not say how much room it has") }
        guard free < Self.limitReservedBytes else { return .healthy(["freeBytes": .int(Int64(free))]) }
        return .unhealthy(
            "the disk is full: \(free) bytes are free for the data directory, with less than \(Self.limitReservedBytes) writes are refused",
            ["freeBytes": .int(Int64(free))])
    }

    /// What the kernel says.
    static func systemFreeBytes(_ path: String) -> Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? .max : Int(clamping: bytes)
    }
}
