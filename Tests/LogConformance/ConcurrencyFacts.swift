import CommitLog

extension LogFact {
    static let concurrency: [LogFact] = [
        LogFact("appends of many tasks through several handles lose and repeat nothing, and keep each task's order") { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let logs = [log, try await fixture.open(), try await fixture.open()]
            let (tasks, batches) = (12, 10)
            let acknowledged = try await withThrowingTaskGroup(of: [(TopicPartition, Offset, String)].self) { group in
                for task in 0..<tasks {
                    group.addTask {
                        let place = TopicPartition(topic, Int32(task % 2))
                        var mine: [(TopicPartition, Offset, String)] = []
                        for batch in 0..<batches {
                            let texts = (0...(batch % 3)).map { "\(task):\(batch).\($0)" }
                            let offsets = try await logs[task % logs.count].append(texts.map { record($0) }, to: place)
                            try expect(offsets.count, is: texts.count)
                            try expect(offsets == offsets.sorted(), "the offsets of a batch do not rise: \(offsets)")
                            mine += zip(offsets, texts).map { (place, $0, $1) }
                        }
                        try expect(mine.map(\.1) == mine.map(\.1).sorted(), "a later append got an earlier offset")
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            for partition in 0..<Int32(2) {
                let place = TopicPartition(topic, partition)
                let found = try await logs[1].everything(in: place, patience: fixture.patience)
                let wanted = acknowledged.filter { $0.0 == place }.sorted { $0.1 < $1.1 }
                try expect(found.map(\.offset), is: wanted.map(\.1))
                try expect(found.map(\.text), is: wanted.map(\.2))
            }
        },
        LogFact("a waiting reader sees what another handle appends") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let other = try await fixture.open()
            let reader = try await log.read(place, from: 0)
            for round in 0..<5 {
                async let waiting = reader.next(limit: 10, timeout: fixture.patience)
                try await Task.sleep(for: .milliseconds(15))
                _ = try await other.append([record("\(round)")], to: place)
                try expect(await waiting.map(\.text), is: ["\(round)"])
            }
        },
        LogFact("a reader that keeps up with a writer sees every record once") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let other = try await fixture.open()
            let reader = try await log.read(place, from: 0)
            async let found = reader.collect(300, patience: fixture.patience)
            for round in 0..<100 { _ = try await other.append((0..<3).map { record("\(round * 3 + $0)") }, to: place) }
            try expect(await found.map(\.text) == (0..<300).map { "\($0)" }, "the reader saw something else than was written")
        },
        LogFact("cancelling a waiting read ends it, and the reader goes on") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let reader = try await log.read(place, from: 0)
            for delay in [0, 30] {
                let waiting = Task { try await reader.next(limit: 1, timeout: fixture.patience) }
                try await Task.sleep(for: .milliseconds(delay))
                waiting.cancel()
                switch await waiting.result {
                case .success(let records): throw BrokenFact(description: "a cancelled read gave \(records.count) records")
                case .failure(let error): try expect(error is CancellationError, "a cancelled read threw \(error)")
                }
            }
            _ = try await log.append([record("later")], to: place)
            try expect(await reader.collect(1, patience: fixture.patience).map(\.text), is: ["later"])
        },
    ]
}
