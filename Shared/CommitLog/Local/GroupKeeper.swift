import Synchronization

/// The thread that keeps this handle's places in groups: heartbeats, and a look at a group's files at every change of them.
final class GroupKeeper: Sendable {
    /// The most commands that wait; joins, leaves and looks are few.
    private static let queuedCommandsLimit = 10_000

    /// What a place is made of.
    struct Place: Sendable {
        let directory: String
        let member: String
        let instance: String
        /// How many the topic has now.
        let partitions: @Sendable () -> Int32
        let told: AsyncStream<Set<Int32>>.Continuation
    }

    private enum Command: Sendable {
        case join(Place, CheckedContinuation<Int, any Error>)
        case leave(Int, CheckedContinuation<Void, Never>)
        case members(Int, CheckedContinuation<Set<String>, any Error>)
        case look(Int)
        case abandon(CheckedContinuation<Void, Never>)
    }

    private struct Kept {
        let member: LocalMember
        let told: AsyncStream<Set<Int32>>.Continuation
        let token: DirectoryWatch.Token
    }

    private let inbox = Inbox<Command>(itemLimit: GroupKeeper.queuedCommandsLimit)
    private let ended = Bell()

    init(watch: DirectoryWatch, heartbeatMilliseconds: Int, sessionTimeoutMilliseconds: Int) throws {
        try OwnThread.start("log groups") { [inbox, ended] in
            var rounds = Rounds(
                inbox: inbox, watch: watch, heartbeatMilliseconds: heartbeatMilliseconds,
                sessionTimeoutMilliseconds: sessionTimeoutMilliseconds)
            rounds.run()
            ended.ring()
        }
    }

    deinit { inbox.close() }

    /// Takes a place; returns its number.
    func join(_ place: Place) async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            if inbox.put(.join(place, continuation)) != .taken { continuation.resume(throwing: LogError.closed("the log")) }
        }
    }

    /// Gives a place back. Does nothing when it was given back already.
    func leave(_ place: Int) async {
        await withCheckedContinuation { continuation in
            // A closed keeper has given all places back.
            if inbox.put(.leave(place, continuation)) != .taken { continuation.resume() }
        }
    }

    /// The members of a place's group that live, by the names they joined under.
    func members(of place: Int) async throws -> Set<String> {
        try await withCheckedThrowingContinuation { continuation in
            if inbox.put(.members(place, continuation)) != .taken { continuation.resume(throwing: LogError.closed("the log")) }
        }
    }

    /// Lets go of all files as a killed process would, for tests.
    func abandon() async {
        await withCheckedContinuation { continuation in
            if inbox.put(.abandon(continuation)) != .taken { continuation.resume() }
        }
    }

    /// Gives all places back and ends the thread.
    func stop() async {
        inbox.close()
        await ended.waitForever()
    }

    /// What runs on the thread.
    private struct Rounds {
        let inbox: Inbox<Command>
        let watch: DirectoryWatch
        let heartbeatMilliseconds: Int
        let sessionTimeoutMilliseconds: Int
        var places: [Int: Kept] = [:]
        var lastPlace = 0

        mutating func run() {
            var nextBeat = ContinuousClock.now
            while true {
                let left = max(0, Int((nextBeat - .now) / .milliseconds(1)))
                guard let commands = inbox.takeAll(timeoutMilliseconds: places.isEmpty ? nil : left) else { break }
                var changed: Set<Int> = []
                for command in commands {
                    switch command {
                    case .join(let place, let continuation): continuation.resume(with: Result { try join(place) })
                    case .leave(let place, let continuation):
                        leave(place)
                        continuation.resume()
                    case .members(let place, let continuation): continuation.resume(with: Result { try members(of: place) })
                    case .look(let place): changed.insert(place)
                    case .abandon(let continuation):
                        for kept in places.values {
                            watch.remove(kept.token)
                            kept.member.abandon()
                        }
                        places = [:]
                        continuation.resume()
                    }
                }
                if ContinuousClock.now >= nextBeat {
                    nextBeat = .now + .milliseconds(heartbeatMilliseconds)
                    changed = Set(places.keys)
                }
                for place in changed { look(place) }
            }
            for place in places.keys.sorted() { leave(place) }
        }

        private mutating func join(_ place: Place) throws -> Int {
            let member = try LocalMember(
                directory: place.directory, member: place.member, instance: place.instance, partitions: place.partitions,
                sessionTimeoutMilliseconds: sessionTimeoutMilliseconds)
            lastPlace += 1
            let number = lastPlace
            let token = watch.add(place.directory, .changed) { [inbox] event in
                if case .file = event { _ = inbox.put(.look(number)) }
            }
            do {
                for news in try member.look() { place.told.yield(news) }
            } catch {
                watch.remove(token)
                throw error
            }
            places[number] = Kept(member: member, told: place.told, token: token)
            return number
        }

        /// As of a look that is made now: whoever asks has been told of a change, or wants to know of one.
        private func members(of place: Int) throws -> Set<String> {
            guard let kept = places[place] else { throw LogError.closed("the membership") }
            for partitions in try kept.member.look() { kept.told.yield(partitions) }
            return kept.member.members
        }

        private func look(_ place: Int) {
            guard let kept = places[place] else { return }
            // A look that fails (a full disk, no descriptors left) is made again with the next heartbeat; meanwhile nothing changes.
            guard let news = try? kept.member.look() else { return }
            for partitions in news { kept.told.yield(partitions) }
        }

        private mutating func leave(_ place: Int) {
            guard let kept = places.removeValue(forKey: place) else { return }
            watch.remove(kept.token)
            kept.member.leave()
            kept.told.finish()
        }
    }
}
