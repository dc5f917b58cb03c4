import CommitLog

extension LogFact {
    static let appending: [LogFact] = [
        LogFact("offsets start at 0 and are consecutive, across batches") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            try expect(await log.start(of: place), is: 0)
            try expect(await log.end(of: place), is: 0)
            try expect(await log.append([record("a")], to: place), is: [0])
            try expect(await log.append([record("b"), record("c"), record("d")], to: place), is: [1, 2, 3])
            try expect(await log.append([record("e")], to: place), is: [4])
            try expect(await log.start(of: place), is: 0)
            try expect(await log.end(of: place), is: 5)
        },
        LogFact("an append of nothing lands nothing") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            try expect(await log.append([], to: place), is: [])
            try expect(await log.end(of: place), is: 0)
        },
        LogFact("order is kept within a batch and across batches") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            var wanted: [String] = []
            for batch in 0..<20 {
                let texts = (0...batch).map { "\(batch).\($0)" }
                _ = try await log.append(texts.map { record($0) }, to: place)
                wanted += texts
            }
            let found = try await log.everything(in: place, patience: fixture.patience)
            try expect(found.map(\.text), is: wanted)
            try expect(found.map(\.offset), is: Array(0..<Offset(wanted.count)))
        },
        LogFact("partitions of a topic count for themselves") { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 3)
            for partition in 0..<Int32(3) {
                let place = TopicPartition(topic, partition)
                for index in 0...partition {
                    try expect(await log.append([record("\(partition)/\(index)")], to: place), is: [Offset(index)])
                }
            }
            for partition in 0..<Int32(3) {
                let place = TopicPartition(topic, partition)
                let found = try await log.everything(in: place, patience: fixture.patience)
                try expect(found.map(\.text), is: (0...partition).map { "\(partition)/\($0)" })
                try expect(found.allSatisfy { $0.place == place }, "a record says it stands elsewhere than in \(place)")
            }
        },
        LogFact("a record that is too large is refused, and nothing of its batch lands") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let large = NewRecord(key: [1], value: [UInt8](repeating: 7, count: TopicSettings.maximumRecordBytes))
            try await expect(.recordTooLarge) { _ = try await log.append([record("before"), large, record("after")], to: place) }
            try expect(await log.end(of: place), is: 0)
            try expect(await log.append([record("still good")], to: place), is: [0])
        },
        LogFact("an unknown topic or partition is named in every refusal") { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let stranger = fixture.uniqueTopic()
            for place in [TopicPartition(topic, 2), TopicPartition(topic, -1), TopicPartition(stranger, 0)] {
                let errors = [
                    try await expect(.unknownPartition) { _ = try await log.append([record("x")], to: place) },
                    try await expect(.unknownPartition) { _ = try await log.read(place, from: 0) },
                    try await expect(.unknownPartition) { _ = try await log.start(of: place) },
                    try await expect(.unknownPartition) { _ = try await log.end(of: place) },
                ]
                try expect(errors.allSatisfy { $0.message.contains(place.topic) }, "a refusal does not name \(place): \(errors)")
            }
        },
        LogFact("10,000 small records in batches are read back exactly") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let wanted = (0..<10_000).map { NewRecord(key: Array("key \($0 % 97)".utf8), value: Array("value \($0)".utf8)) }
            for batch in stride(from: 0, to: wanted.count, by: 500) {
                let offsets = try await log.append(Array(wanted[batch..<batch + 500]), to: place)
                try expect(offsets, is: Array(Offset(batch)..<Offset(batch + 500)))
            }
            let found = try await log.everything(in: place, patience: fixture.patience)
            try expect(found.map { NewRecord(key: $0.key, value: $0.value, headers: $0.headers) } == wanted, "the records differ")
            try expect(found.map(\.offset) == Array(0..<10_000), "the offsets differ")
        },
    ]
}
