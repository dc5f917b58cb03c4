import Foundation

/// The data directory of an installation that runs here: locked by whoever runs it, tidied of what a killed run left behind.
struct Installation: Sendable {
    /// Its absolute path.
    let data: String
    /// Held as long as this process lives; the kernel gives it back whatever happens.
    private let lock: Int32

    /// What `--reset` removes: everything that the suite makes, and nothing else that may lie there.
    private static let made =
        ServiceName.allCases.flatMap { service in [service.rawValue] + (2...UpOptions.instancesMax).map { "\(service.rawValue)-\($0)" } }
        + ["installation.json", "log", "content", "run", "logs", "tokens"]
    private static let leftoverGraceSeconds = 15.0

    /// Takes the directory.
    ///
    /// - Throws: `CommandFailure` when another `sakarkiv up` has it, or it cannot be written.
    init(_ directory: String) throws {
        let files = FileManager.default
        let absolute = directory.hasPrefix("/") ? directory : "\(files.currentDirectoryPath)/\(directory)"
        data = URL(filePath: absolute).standardizedFileURL.path(percentEncoded: false)
        do {
            try Self.createDirectories(data)
        } catch {
            throw CommandFailure(.configuration, "the data directory \(data) cannot be written")
        }
        let name = "\(data)/.up.lock"
        lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw CommandFailure(.configuration, "\(name) cannot be written: \(String(cString: strerror(errno)))") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            let other = files.contents(atPath: name).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw CommandFailure(
                .configuration, "another sakarkiv up\(other.isEmpty ? "" : " (process \(other))") runs with \(data)",
                advice: "end that one, or choose another directory with --data")
        }
        ftruncate(lock, 0)
        let number = String(getpid())
        _ = number.withCString { pwrite(lock, $0, number.utf8.count, 0) }
    }

    /// Ends services that a run before this one left behind because it was killed itself.
    ///
    /// - Returns: their names.
    func endLeftovers() throws -> [String] {
        let left = leftovers()
        for (_, id) in left { kill(id, SIGTERM) }
        let deadline = Date(timeIntervalSinceNow: Self.leftoverGraceSeconds)
        for (name, id) in left {
            while isService(name, id), Date() < deadline { usleep(50_000) }
            if isService(name, id) { kill(id, SIGKILL) }
        }
        return left.map(\.name)
    }

    /// Removes everything that the suite made here.
    func reset() throws {
        let files = FileManager.default
        for name in Self.made where files.fileExists(atPath: "\(data)/\(name)") { try files.removeItem(atPath: "\(data)/\(name)") }
        try Self.createDirectories(data)
    }

    /// Readable for this user alone: what lies in them is personal.
    private static func createDirectories(_ data: String) throws {
        for path in [data, "\(data)/run", "\(data)/logs"] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // One from before, made more openly.
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        }
    }

    private func leftovers() -> [(name: String, id: Int32)] {
        // No directory, no leftovers.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(data)/run")) ?? []
        return names.sorted().compactMap { name in
            guard name.hasSuffix(".pid"), let bytes = FileManager.default.contents(atPath: "\(data)/run/\(name)") else { return nil }
            let digits = String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber }
            guard let id = Int32(digits), isService(String(name.dropLast(4)), id) else { return nil }
            return (String(name.dropLast(4)), id)
        }
    }

    /// Is that process still the service? Its number may be somebody else's by now.
    private func isService(_ name: String, _ id: Int32) -> Bool {
        // A process that is gone, or not ours to look at, is not the service.
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe")) ?? ""
        let service = name.split(separator: "-").first.map(String.init) ?? name
        return program.split(separator: "/").last.map { $0 == service || $0 == "\(service) (deleted)" } ?? false
    }
}
