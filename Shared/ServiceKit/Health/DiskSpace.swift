import CommitLog
import Dispatch
import Glibc
import Observability
import Synchronization

/// How much room the data directory's disk has: a figure, and a condition of readiness, since a full disk takes no writes.
///
/// A disk that is gone holds whoever asks it: it is asked on a thread of its own, and everybody else sees what it said last.
final class DiskSpace: Sendable {
    /// With less than this free, the local log refuses appends (and a store would fail soon). In bytes.
    static let limitReservedBytes = LocalLogSettings().reservedDiskBytes
    /// How often it is asked, seconds.
    static let pauseSeconds = 2
    /// A disk that has said nothing for so long does not answer.
    static let limitSilence: Duration = .seconds(15)

    private struct Said {
        var bytes: Int?
        var at: Duration
    }

    private let path: String
    private let time: any TimeSource
    private let freeBytes: @Sendable (_ path: String) -> Int?
    private let said: Mutex<Said>
    private let queue = DispatchQueue(label: "disk space")

    /// - Parameters:
    ///   - path: the directory asked about.
    ///   - freeBytes: how many bytes are free for this process; nil when the system does not say.
    init(_ path: String, time: any TimeSource, freeBytes: @escaping @Sendable (String) -> Int? = DiskSpace.systemFreeBytes) {
        (self.path, self.time, self.freeBytes) = (path, time, freeBytes)
        // The first time at once: a start stands on the disk anyway.
        said = Mutex(Said(bytes: freeBytes(path), at: time.elapsed()))
        lookAgain()
    }

    /// Asks the disk again and again, as long as somebody wants to know.
    private func lookAgain() {
        queue.asyncAfter(deadline: .now() + .seconds(Self.pauseSeconds)) { [weak self] in
            self?.look()
            self?.lookAgain()
        }
    }

    /// Asks the disk.
    func look() {
        let bytes = freeBytes(path)
        said.withLock { $0 = Said(bytes: bytes, at: time.elapsed()) }
    }

    /// Adds both.
    func register(metrics: MetricsRegistry, health: HealthChecks) {
        metrics.gauge("sakarkiv_disk_free_bytes", help: "Room that is left on the disk of the data directory, in bytes.") { [self] in
            latest.map(Double.init) ?? .nan
        }
        health.add("disk", for: [.writes]) { [self] in status }
    }

    /// What it said last; nil when it does not say, or has not for long.
    private var latest: Int? {
        let said = said.withLock { $0 }
        return time.elapsed() - said.at < Self.limitSilence ? said.bytes : nil
    }

    /// Whether the disk takes writes.
    var status: HealthStatus {
        guard let free = latest else { return .unhealthy("the disk of the data directory does not say how much room it has") }
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
