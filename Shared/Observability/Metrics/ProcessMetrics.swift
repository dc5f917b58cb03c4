import Glibc

/// What Prometheus' own client libraries say about a process, read from `/proc/self` when asked.
public enum ProcessMetrics {
    /// Adds `process_*` to the registry.
    public static func register(in metrics: MetricsRegistry) {
        let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        let pageBytes = Double(sysconf(Int32(_SC_PAGESIZE)))
        metrics.gauge("process_resident_memory_bytes", help: "Memory in RAM, in bytes.") {
            stat(field: 24).map { $0 * pageBytes } ?? .nan
        }
        metrics.gauge("process_virtual_memory_bytes", help: "Address space in use, in bytes.") { stat(field: 23) ?? .nan }
        metrics.gauge("process_open_fds", help: "Open file descriptors.") { openDescriptors() }
        metrics.gauge("process_max_fds", help: "How many file descriptors the process may open.") {
            var limit = rlimit()
            return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Double(limit.rlim_cur) : .nan
        }
        metrics.counter("process_cpu_seconds_total", help: "Processor time used, user and system, in seconds.") {
            ((stat(field: 14) ?? .nan) + (stat(field: 15) ?? .nan)) / ticksPerSecond
        }
        let start = startTimeSeconds(ticksPerSecond)
        metrics.gauge("process_start_time_seconds", help: "When the process started, seconds since 1970.") { start }
        metrics.gauge("process_threads", help: "Operating system threads.") { stat(field: 20) ?? .nan }
    }

    /// A field of `/proc/self/stat`, numbered from 1 as in proc(5).
    static func stat(field: Int) -> Double? {
        let text = contents(of: "/proc/self/stat")
        // The second field is the command in parentheses and may hold anything, so count from the last one.
        guard let close = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(close + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.indices.contains(field - 3) else { return nil }
        return Double(String(decoding: fields[field - 3], as: UTF8.self))
    }

    private static func startTimeSeconds(_ ticksPerSecond: Double) -> Double {
        let lines = contents(of: "/proc/stat").split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        guard let boot = lines.first(where: { $0.hasPrefix("btime ") }).flatMap({ Double($0.dropFirst(6)) }),
            let ticks = stat(field: 22)
        else { return .nan }
        return boot + ticks / ticksPerSecond
    }

    private static func openDescriptors() -> Double {
        guard let directory = opendir("/proc/self/fd") else { return .nan }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // ".", ".." and the directory's own descriptor.
        return Double(count - 3)
    }

    private static func contents(of path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return all }
            all.append(contentsOf: buffer[..<count])
        }
    }
}
