import CommitLog

extension LogFact {
    static let topics: [LogFact] = [
        LogFact("ensuring what is there already changes nothing", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            let wanted = [
                TopicSettings(name: fixture.uniqueTopic(), partitions: 3, retention: .forever),
                TopicSettings(name: fixture.uniqueTopic(), partitions: 1, retention: .milliseconds(604_800_000)),
                TopicSettings(name: fixture.uniqueTopic(), partitions: 2, retention: .compacted),
            ]
            try await log.ensure(wanted)
            _ = try await log.append([record("kept", key: "k")], to: TopicPartition(wanted[0].name, 2))
            try await log.ensure(wanted)
            try await fixture.open().ensure(wanted.reversed())
            try expect(await log.end(of: TopicPartition(wanted[0].name, 2)), is: 1)
        },
        LogFact("ensuring something else names every topic that differs, and how", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            let (count, kept, right) = (fixture.uniqueTopic(), fixture.uniqueTopic(), fixture.uniqueTopic())
            try await log.ensure([
                TopicSettings(name: count, partitions: 3, retention: .forever),
                TopicSettings(name: kept, partitions: 1, retention: .forever),
                TopicSettings(name: right, partitions: 2, retention: .forever),
            ])
            let other = try await fixture.open()
            let error = try await expect(.topicMismatch) {
                try await other.ensure([
                    TopicSettings(name: count, partitions: 4, retention: .forever),
                    TopicSettings(name: kept, partitions: 1, retention: .milliseconds(86_400_000)),
                    TopicSettings(name: right, partitions: 2, retention: .forever),
                ])
            }
            try expect(error.message.contains(count) && error.message.contains("3") && error.message.contains("4"), "\(error)")
            try expect(error.message.contains(kept) && error.message.contains("86400000"), "\(error)")
            try expect(!error.message.contains(right), "it blames a topic that is right: \(error)")
            try expect(await log.topics(prefix: count)[count], is: 3, "the partition count was changed:")
        },
        LogFact("topics are listed by prefix, with their partition counts", needs: [.topicSettings]) { fixture in
            let log = try await fixture.open()
            let stem = fixture.uniqueTopic()
            let wanted = ["\(stem).a": Int32(1), "\(stem).b": 4]
            try await log.ensure(wanted.map { TopicSettings(name: $0.key, partitions: $0.value, retention: .forever) })
            try await log.ensure([TopicSettings(name: fixture.uniqueTopic(), partitions: 2, retention: .forever)])
            try expect(await log.topics(prefix: stem), is: wanted)
            try expect(await fixture.open().topics(prefix: "\(stem).b"), is: ["\(stem).b": 4])
            try expect(await log.topics(prefix: "\(stem).c"), is: [:])
        },
        LogFact("two that ensure the same topics at once both succeed", needs: [.topicSettings]) { fixture in
            let logs = [try await fixture.open(), try await fixture.open(), try await fixture.open()]
            let wanted = (0..<5).map { TopicSettings(name: "\(fixture.uniqueTopic()).\($0)", partitions: 2, retention: .forever) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for log in logs { group.addTask { try await log.ensure(wanted) } }
                try await group.waitForAll()
            }
            for topic in wanted {
                try expect(await logs[0].append([record("1")], to: TopicPartition(topic.name, 1)), is: [0])
                try expect(await logs[1].append([record("2")], to: TopicPartition(topic.name, 1)), is: [1])
            }
        },
        LogFact("noted positions come back, for each group and partition, also to others") { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let (first, second) = (TopicPartition(topic, 0), TopicPartition(topic, 1))
            let (group, stranger) = ("\(topic)-lag", "\(topic)-stranger")
            _ = try await log.append((0..<5).map { record("\($0)") }, to: first)
            try expect(await log.noted(first, for: group), is: nil)
            try await log.note([first: 3], for: group)
            try expect(await log.noted(first, for: group), is: 3)
            try expect(await log.noted(second, for: group), is: nil)
            try expect(await log.noted(first, for: stranger), is: nil)
            try await log.note([first: 5, second: 0], for: group)
            let other = try await fixture.open()
            try expect(await other.noted(first, for: group), is: 5)
            try expect(await other.noted(second, for: group), is: 0)
        },
    ]
}
