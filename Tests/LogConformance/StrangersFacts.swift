import CommitLog

/// What is true of topics that strangers write and administer, on every log.
extension LogFact {
    static let strangers: [LogFact] = [
        LogFact("a stranger's topic that is missing is made as asked for", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            let topic = fixture.uniqueTopic()
            try await log.ensure([stranger(topic, partitions: 3)])
            try expect(await log.topics(prefix: topic), is: [topic: 3])
            try expect(await log.append([record("1")], to: TopicPartition(topic, 2)), is: [0])
        },
        LogFact("a stranger's topic that exists is taken as it is: any partitions, any retention", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            for retention in [TopicSettings.Retention.forever, .milliseconds(1_000), .compacted] {
                let topic = fixture.uniqueTopic()
                try await log.ensure([TopicSettings(name: topic, partitions: 5, retention: retention)])
                let other = try await fixture.open()
                try await other.ensure([stranger(topic, partitions: 2)])
                try expect(await other.topics(prefix: topic)[topic], is: 5)
                let place = TopicPartition(topic, 4)
                _ = try await other.append([record("a", key: "k")], to: place)
                try expect(await other.everything(in: place, patience: fixture.patience).map(\.text), is: ["a"])
            }
        },
        LogFact("another topic that differs is refused beside a stranger's that does, and only that one is named", needs: [.topicSettings])
        {
            fixture in
            let log = try await fixture.open()
            let (ours, theirs) = (fixture.uniqueTopic(), fixture.uniqueTopic())
            try await log.ensure([ours, theirs].map { TopicSettings(name: $0, partitions: 3, retention: .forever) })
            let error = try await expect(.topicMismatch) {
                try await log.ensure([TopicSettings(name: ours, partitions: 2, retention: .forever), stranger(theirs, partitions: 2)])
            }
            try expect(error.message.contains(ours) && !error.message.contains(theirs), "\(error)")
        },
        LogFact("records that are to be kept at least so long may be kept longer, not shorter", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            let day: Int64 = 86_400_000
            let wanted = { (name: String) in TopicSettings(name: name, partitions: 1, retention: .atLeast(milliseconds: 30 * day)) }
            let (made, longer, forever, shorter) = (
                fixture.uniqueTopic(), fixture.uniqueTopic(), fixture.uniqueTopic(), fixture.uniqueTopic()
            )
            try await log.ensure([
                TopicSettings(name: longer, partitions: 1, retention: .milliseconds(60 * day)),
                TopicSettings(name: forever, partitions: 1, retention: .forever),
                TopicSettings(name: shorter, partitions: 1, retention: .milliseconds(29 * day)),
            ])
            for name in [made, made, longer, forever] { try await fixture.open().ensure([wanted(name)]) }
            let error = try await expect(.topicMismatch) { try await log.ensure([wanted(shorter), wanted(longer)]) }
            try expect(error.message.contains(shorter) && !error.message.contains(longer), "\(error)")
        },
        LogFact("a reader tells how far it has come, at the end of the log the end", needs: []) { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let reader = try await log.read(place, from: 0)
            try expect(reader.position, is: 0)
            _ = try await log.append((0..<3).map { record("\($0)") }, to: place)
            _ = try await reader.collect(2, limit: 2, patience: fixture.patience)
            try expect(reader.position, is: 2)
            _ = try await reader.collect(1, patience: fixture.patience)
            try expect(reader.position, is: await log.end(of: place))
        },
        LogFact("partitions that a stranger's topic gets later are used and shared out", needs: [.groups, .morePartitions]) { fixture in
            let log = try await fixture.open()
            let topic = fixture.uniqueTopic()
            try await log.ensure([stranger(topic, partitions: 2)])
            let members = [
                AssignmentWatch(try await log.join(group: topic, sharing: topic, as: "a")),
                AssignmentWatch(try await fixture.open().join(group: topic, sharing: topic, as: "b")),
            ]
            try await eventually("they share two", patience: fixture.patience) {
                members.compactMap(\.last).map(\.count) == [1, 1]
            }
            _ = try await log.append([record("old")], to: TopicPartition(topic, 1))
            try await fixture.addPartitions(to: topic, count: 5)
            try await eventually("they share five", patience: fixture.patience) {
                let shares = members.compactMap(\.last)
                return shares.reduce(0) { $0 + $1.count } == 5 && shares.reduce(into: Set<Int32>()) { $0.formUnion($1) } == [0, 1, 2, 3, 4]
            }
            // Through a handle that knew of two only.
            let place = TopicPartition(topic, 4)
            let reader = try await log.read(place, from: 0)
            _ = try await fixture.open().append([record("new")], to: place)
            try expect(await reader.collect(1, patience: fixture.patience).map(\.text), is: ["new"])
            try expect(await log.everything(in: TopicPartition(topic, 1), patience: fixture.patience).map(\.text), is: ["old"])
            try await expect(.unknownPartition) { _ = try await log.read(TopicPartition(topic, 5), from: 0) }
        },
    ]

    private static func stranger(_ name: String, partitions: Int32) -> TopicSettings {
        TopicSettings(name: name, partitions: partitions, retention: .milliseconds(604_800_000), writers: .strangers)
    }
}
