import CommitLog

extension LogFact {
    static let retention: [LogFact] = [
        LogFact("records past their time go, offsets go on, and the old positions are named errors", needs: [.retention]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(retention: .milliseconds(60_000))
            let place = TopicPartition(topic, 0)
            _ = try await log.append((0..<4).map { record("\($0)") }, to: place)
            let late = try await log.read(place, from: 0)
            try expect(await late.next(limit: 1, timeout: fixture.patience).map(\.offset), is: [0])
            try await fixture.applyRetention(after: 1_000)
            try expect(await log.start(of: place), is: 0, "removed before its time:")
            try await fixture.applyRetention(after: 120_000)
            try expect(await log.start(of: place), is: 4)
            try expect(await log.end(of: place), is: 4)
            try await expect(.positionOutsideLog) { _ = try await log.read(place, from: 0) }
            try await expect(.positionOutsideLog) { _ = try await log.read(place, from: 3) }
            if type(of: fixture).readsAhead {
                try expect(await late.collect(3, patience: fixture.patience).map(\.offset), is: [1, 2, 3], "what it had read ahead:")
            } else {
                try await expect(.positionOutsideLog) { _ = try await late.next(limit: 1, timeout: fixture.patience) }
            }
            try expect(await log.append([record("4")], to: place), is: [4])
            try expect(await fixture.open().everything(in: place, patience: fixture.patience).map(\.text), is: ["4"])
        },
        LogFact("what is kept for ever stays", needs: [.retention]) { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append((0..<4).map { record("\($0)", key: "same") }, to: place)
            try await fixture.applyRetention(after: 1_000_000_000)
            try expect(await log.everything(in: place, patience: fixture.patience).map(\.text), is: ["0", "1", "2", "3"])
        },
        LogFact("compaction keeps the newest record of each key where it stood", needs: [.compaction]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(retention: .compacted)
            let place = TopicPartition(topic, 0)
            for (key, text) in [("a", "a1"), ("b", "b1"), ("a", "a2"), ("c", "c1"), ("b", "b2")] {
                _ = try await log.append([record(text, key: key)], to: place)
            }
            let slow = try await log.read(place, from: 0)
            try await fixture.applyRetention(after: 1_000)
            let found = try await log.everything(in: place, patience: fixture.patience)
            try expect(found.map(\.text), is: ["a2", "c1", "b2"])
            try expect(found.map(\.offset), is: [2, 3, 4])
            try expect(await slow.collect(3, patience: fixture.patience).map(\.offset), is: [2, 3, 4])
            let middle = try await log.read(place, from: 1)
            try expect(await middle.next(limit: 1, timeout: fixture.patience).map(\.offset), is: [2])
            try expect(await log.append([record("a3", key: "a")], to: place), is: [5])
        },
    ]
}
