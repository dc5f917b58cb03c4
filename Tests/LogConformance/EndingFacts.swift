import CommitLog

extension LogFact {
    /// Breaks the fact unless the read ends with `.closed`.
    private static func expectClosed(_ waiting: Task<[LogRecord], any Error>) async throws {
        try await expect(.closed) {
            let records = try await waiting.value
            throw BrokenFact(description: "the read gave \(records.count) records instead of ending")
        }
    }

    static let ending: [LogFact] = [
        LogFact("closing a reader ends its waiting read, and no other reader") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let (reader, other) = (try await log.read(place, from: 0), try await log.read(place, from: 0))
            let waiting = Task { try await reader.next(limit: 1, timeout: fixture.patience) }
            let untouched = Task { try await other.next(limit: 1, timeout: fixture.patience) }
            try await Task.sleep(for: .milliseconds(30))
            await reader.close()
            try await expectClosed(waiting)
            try await expect(.closed) { _ = try await reader.next(limit: 1, timeout: .zero) }
            _ = try await log.append([record("on")], to: place)
            try expect(await untouched.value.map(\.text), is: ["on"])
        },
        LogFact("closing the log ends waiting readers and refuses everything afterwards") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let reader = try await log.read(place, from: 0)
            let waiting = Task { try await reader.next(limit: 1, timeout: fixture.patience) }
            try await Task.sleep(for: .milliseconds(30))
            await log.close()
            try await expectClosed(waiting)
            try await expect(.closed) { _ = try await log.append([record("x")], to: place) }
            try await expect(.closed) { _ = try await log.read(place, from: 0) }
            try await expect(.closed) { _ = try await log.end(of: place) }
            try await expect(.closed) { try await log.ensure([]) }
            await log.close()
        },
        LogFact("what was acknowledged is there for a handle opened after the writer closed") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let keeper = try await fixture.open()
            _ = try await log.append((0..<50).map { record("\($0)") }, to: place)
            await log.close()
            let other = try await fixture.open()
            try expect(await other.everything(in: place, patience: fixture.patience).map(\.text), is: (0..<50).map { "\($0)" })
            try expect(await keeper.append([record("more")], to: place), is: [50])
        },
        LogFact("appends under way when the log closes are acknowledged and there, or refused") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            let keeper = try await fixture.open()
            let appends = (0..<200).map { number in
                Task { () -> (Offset?, LogError.Code?) in
                    do {
                        return (try await log.append([record("\(number)")], to: place).first, nil)
                    } catch let error as LogError {
                        return (nil, error.code)
                    }
                }
            }
            await log.close()
            var landed: [Offset: String] = [:]
            var unknown = 0
            for (number, append) in appends.enumerated() {
                let (offset, code) = try await append.value
                if let offset { landed[offset] = "\(number)" }
                try expect(code == nil || code == .closed || code == .outcomeUnknown, "an append ended with \(code?.rawValue ?? "")")
                if code == .outcomeUnknown { unknown += 1 }
            }
            let found = try await keeper.everything(in: place, patience: fixture.patience)
            for (offset, text) in landed {
                try expect(found.first { $0.offset == offset }?.text, is: text)
            }
            try expect(found.count <= landed.count + unknown, "a refused append landed")
        },
    ]
}
