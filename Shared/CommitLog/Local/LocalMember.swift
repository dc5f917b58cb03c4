import Glibc

/// One member of a group, as files see it: a file of its own, locked as long as its process lives, touched with every heartbeat, and holding
/// the partitions it has. Lives on the keeper's thread.
///
/// Every member reads all files and computes the same range assignment. A partition is taken only when no other live member's file holds it,
/// and given up in one's own file first: so it passes from hand to hand without two having it, unless one of them was stopped in between.
final class LocalMember {
    /// How long to wait for another member's look at the files; then the files are used without the lock, which is only a courtesy.
    private static let lockWaitMilliseconds = 1_000

    private struct Other {
        let held: Set<Int32>
    }

    private struct Sighting {
        var touched: timespec
        /// When the touch was last seen to change; nil when it was too old already at first sight.
        var changed: ContinuousClock.Instant?
    }

    /// Where the group's files are.
    let directory: String
    private let file: String
    private let partitions: @Sendable () -> Int32
    private let sessionTimeout: Duration
    private let lock: FileLock
    private var descriptor: Int32 = -1
    private var held: Set<Int32> = []
    private var published: Set<Int32>?
    private var told: Set<Int32>?
    private var lastLook: ContinuousClock.Instant?
    private var sightings: [String: Sighting] = [:]
    /// The names of those who lived at the last look, this member's among them.
    private(set) var members: Set<String> = []

    /// - Parameters:
    ///   - instance: tells apart members with one name.
    ///   - partitions: how many there are to share, asked at every look.
    init(directory: String, member: String, instance: String, partitions: @escaping @Sendable () -> Int32, sessionTimeoutMilliseconds: Int)
        throws
    {
        try LocalDirectory.makeDirectory(directory)
        (self.directory, self.partitions) = (directory, partitions)
        file = "\(LocalDirectory.fileName(member))~\(instance)"
        sessionTimeout = .milliseconds(sessionTimeoutMilliseconds)
        lock = try FileLock(path: directory + "/.lock")
    }

    deinit { abandon() }

    /// Shows that it lives, looks at the others and works out what it has.
    ///
    /// - Returns: what to tell the member, in order; empty when nothing changed for it.
    func look() throws -> [Set<Int32>] {
        let isLocked = lock.acquire(waitingMilliseconds: Self.lockWaitMilliseconds)
        defer { if isLocked { lock.release() } }
        var news: [Set<Int32>] = []
        let now = ContinuousClock.now
        if let lastLook, now - lastLook > sessionTimeout, !held.isEmpty {
            // The others have taken this member for dead: what it had is theirs now.
            held = []
            news.append([])
            told = []
        }
        lastLook = now
        let names = try LocalDirectory.names(in: directory)
        if descriptor < 0 || !names.contains(file) { try makeFile() }
        futimens(descriptor, nil)
        let others = look(at: names, now: now)
        let files = (others.keys + [file]).sorted()
        members = Set(files.map(Self.name(inFile:)))
        let shares = RangeAssignment.partitions(partitions(), among: files.count)
        let target = files.firstIndex(of: file).map { shares[$0] } ?? []
        let taken = others.values.reduce(into: Set<Int32>()) { $0.formUnion($1.held) }
        held = held.intersection(target).union(target.subtracting(taken))
        if held != published {
            try LocalDirectory.write(held.sorted().map { "\($0)" }.joined(separator: ","), to: descriptor, file)
            published = held
        }
        // At first nothing is said before there is something to say: a member that joins waits for the others to give.
        if held != told, told != nil || held == target || !held.isEmpty {
            told = held
            news.append(held)
        }
        return news
    }

    /// Takes the file away: the others see it at once.
    func leave() {
        let isLocked = lock.acquire(waitingMilliseconds: Self.lockWaitMilliseconds)
        defer { if isLocked { lock.release() } }
        unlink("\(directory)/\(file)")
        abandon()
    }

    /// Lets go of the file as the system does when a process is killed.
    func abandon() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    /// The member's name out of its file's: what stands before the instance.
    private static func name(inFile file: String) -> String {
        LocalDirectory.name(inFile: String(file[..<(file.lastIndex(of: "~") ?? file.endIndex)]))
    }

    /// The file appears under its name only when it is locked, so that nobody takes it for a dead member's.
    private func makeFile() throws {
        abandon()
        published = nil
        let scratch = "\(directory)/.\(file)"
        descriptor = open(scratch, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogError.system("cannot make \(scratch)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, rename(scratch, "\(directory)/\(file)") == 0 else {
            defer { abandon() }
            throw LogError.system("cannot make \(file) in \(directory)")
        }
    }

    /// The other members that live; the files of dead ones are removed.
    private func look(at names: [String], now: ContinuousClock.Instant) -> [String: Other] {
        var living: [String: Other] = [:]
        for name in names where name != file && name != ".lock" {
            let path = "\(directory)/\(name)"
            let other = open(path, O_RDONLY | O_CLOEXEC)
            guard other >= 0 else { continue }
            defer { close(other) }
            if flock(other, LOCK_SH | LOCK_NB) == 0 {
                unlink(path)
                sightings[name] = nil
                continue
            }
            guard !name.hasPrefix("."), isAlive(name, other, now: now) else { continue }
            // What cannot be read now is read at the next look; until then it counts as holding nothing.
            let text = (try? LocalDirectory.read(other, path)) ?? ""
            living[name] = Other(held: Set(text.split(separator: ",").compactMap { Int32($0) }))
        }
        sightings = sightings.filter { names.contains($0.key) }
        return living
    }

    /// Whether a locked file was touched within the session timeout, by this process's own clock.
    private func isAlive(_ name: String, _ other: Int32, now: ContinuousClock.Instant) -> Bool {
        var status = stat()
        guard fstat(other, &status) == 0 else { return false }
        let touched = status.st_mtim
        if let seen = sightings[name], seen.touched.tv_sec == touched.tv_sec, seen.touched.tv_nsec == touched.tv_nsec {
            return seen.changed.map { now - $0 <= sessionTimeout } ?? false
        }
        var changed: ContinuousClock.Instant? = now
        if sightings[name] == nil {
            var clock = timespec()
            clock_gettime(CLOCK_REALTIME, &clock)
            if .seconds(clock.tv_sec - touched.tv_sec) > sessionTimeout { changed = nil }
        }
        sightings[name] = Sighting(touched: touched, changed: changed)
        return changed != nil
    }
}
