import CommitLog

extension LogFact {
    static let reading: [LogFact] = [
        LogFact("a reader starts at any position") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append((0..<10).map { record("\($0)") }, to: place)
            for position in Offset(0)..<10 {
                let reader = try await log.read(place, from: position)
                let found = try await reader.collect(10 - Int(position), patience: fixture.patience)
                try expect(found.map(\.offset), is: Array(position..<10))
                try expect(found.map(\.text), is: (position..<10).map { "\($0)" })
                await reader.close()
            }
        },
        LogFact("a reader at the end waits, and wakes for the next record") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append([record("old")], to: place)
            let reader = try await log.read(place, from: 1)
            for round in 1...3 {
                async let waiting = reader.next(limit: 10, timeout: fixture.patience)
                try await Task.sleep(for: .milliseconds(30))
                try expect(await log.append([record("new \(round)")], to: place), is: [Offset(round)])
                try expect(await waiting.map(\.text), is: ["new \(round)"])
            }
        },
        LogFact("a reader at the end of an empty partition wakes without a timeout too") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let reader = try await log.read(place, from: 0)
            async let waiting = reader.next(limit: 10, timeout: nil)
            try await Task.sleep(for: .milliseconds(30))
            _ = try await log.append([record("first")], to: place)
            try expect(await waiting.map(\.text), is: ["first"])
        },
        LogFact("a timeout gives an empty array, not before its time, and the reader goes on") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let reader = try await log.read(place, from: 0)
            let began = ContinuousClock.now
            try expect(await reader.next(limit: 10, timeout: .milliseconds(60)), is: [])
            try expect(ContinuousClock.now - began >= .milliseconds(55), "it came back too early")
            try expect(await reader.next(limit: 10, timeout: .zero), is: [])
            _ = try await log.append([record("after")], to: place)
            try expect(await reader.collect(1, patience: fixture.patience).map(\.text), is: ["after"])
            try expect(await reader.next(limit: 10, timeout: .milliseconds(20)), is: [])
        },
        LogFact("no read hands over more than its limit, and none is left out") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append((0..<10).map { record("\($0)") }, to: place)
            let reader = try await log.read(place, from: 0)
            var found: [LogRecord] = []
            while found.count < 10 {
                let more = try await reader.next(limit: 3, timeout: fixture.patience)
                try expect((1...3).contains(more.count), "\(more.count) records for a limit of 3")
                found += more
            }
            try expect(found.map(\.offset), is: Array(0..<10))
        },
        LogFact("a position before the start or after the end is a named error") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            try await expect(.positionOutsideLog) { _ = try await log.read(place, from: 1) }
            _ = try await log.append([record("a"), record("b")], to: place)
            try await expect(.positionOutsideLog) { _ = try await log.read(place, from: -1) }
            let error = try await expect(.positionOutsideLog) { _ = try await log.read(place, from: 3) }
            try expect(error.message.contains(topic) && error.message.contains("3"), "it does not name the place: \(error)")
            let reader = try await log.read(place, from: 2)
            try expect(await reader.next(limit: 1, timeout: .milliseconds(20)), is: [])
        },
        LogFact("several readers of one partition do not disturb each other") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append((0..<6).map { record("\($0)") }, to: place)
            let (first, second) = (try await log.read(place, from: 0), try await log.read(place, from: 4))
            try expect(await first.collect(2, patience: fixture.patience).map(\.offset), is: [0, 1])
            try expect(await second.collect(2, patience: fixture.patience).map(\.offset), is: [4, 5])
            await second.close()
            try expect(await first.collect(4, patience: fixture.patience).map(\.offset), is: [2, 3, 4, 5])
            async let waiting = first.next(limit: 1, timeout: fixture.patience)
            let third = try await log.read(place, from: 6)
            async let alsoWaiting = third.next(limit: 1, timeout: fixture.patience)
            try await Task.sleep(for: .milliseconds(20))
            _ = try await log.append([record("6")], to: place)
            try expect(await waiting.map(\.offset), is: [6])
            try expect(await alsoWaiting.map(\.offset), is: [6])
        },
    ]
}
