import Domain

/// Who follows feeds of one municipality, and what they were handed.
struct FollowedShard {
    /// What was handed out last; nil before the first read.
    var handedOut: Int64?
    var isReading = false
    /// Whether there is news since the read began.
    var hasNews = false
    var followers: [ObjectIdentifier: FeedHub.Follower] = [:]
    /// The followers by what they look for, so that a hendelse reaches only those it may concern.
    var keys: [String: Set<ObjectIdentifier>] = [:]
    /// How many follow each subscription.
    var counts: [SystemID: Int] = [:]

    mutating func add(_ follower: FeedHub.Follower) {
        let id = ObjectIdentifier(follower.reader)
        // Nobody followed: where reading stood is long past.
        if followers.isEmpty { handedOut = nil }
        followers[id] = follower
        counts[follower.reader.abonnement, default: 0] += 1
        for key in Self.keys(follower.reader) { keys[key, default: []].insert(id) }
    }

    mutating func remove(_ reader: FeedReader) {
        let id = ObjectIdentifier(reader)
        guard followers.removeValue(forKey: id) != nil else { return }
        counts[reader.abonnement] = counts[reader.abonnement].flatMap { $0 > 1 ? $0 - 1 : nil }
        for key in Self.keys(reader) {
            keys[key]?.remove(id)
            if keys[key]?.isEmpty == true { keys[key] = nil }
        }
    }

    func concerned(by hendelse: Hendelse) -> [FeedReader] {
        Hendelsesnoekkel.alle(hendelse).union([Hendelsesnoekkel.enhver]).flatMap { keys[$0] ?? [] }.compactMap { followers[$0]?.reader }
    }

    private static func keys(_ reader: FeedReader) -> [String] { Hendelsesnoekkel.soek(reader.filter) ?? [Hendelsesnoekkel.enhver] }
}
