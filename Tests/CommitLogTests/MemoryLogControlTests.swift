import CommitLog
import Testing

@Suite struct MemoryLogControlTests {
    private let place = TopicPartition("t", 0)

    private func open(_ fate: AppendFate? = nil, partitions: Int32 = 1) async throws -> MemoryLog {
        let log = MemoryLog()
        try await log.ensure([TopicSettings(name: "t", partitions: partitions, retention: .forever)])
        if let fate { log.setFaults(AppendFateRule { _, _ in fate }) }
        return log
    }

    private func records(_ texts: String...) -> [NewRecord] { texts.map { NewRecord(key: nil, value: Array($0.utf8)) } }

    private func texts(_ log: MemoryLog) throws -> [String] {
        try log.records(of: place).map { String(decoding: $0.value ?? [], as: UTF8.self) }
    }

    private func code(of append: () async throws -> [Offset]) async throws -> LogError.Code? {
        do {
            _ = try await append()
            return nil
        } catch let error as LogError {
            return error.code
        }
    }

    @Test func `an append that fails lands nothing`() async throws {
        let log = try await open(.fails(LogError(.unavailable, "injected")))
        #expect(try await code { try await log.append(records("a"), to: place) } == .unavailable)
        #expect(try texts(log) == [])
    }

    @Test func `an append can land although its outcome is reported as unknown`() async throws {
        let log = try await open(.landsUnreported)
        #expect(try await code { try await log.append(records("a", "b"), to: place) } == .outcomeUnknown)
        #expect(try texts(log) == ["a", "b"])
    }

    @Test func `an append can land in part`() async throws {
        let log = try await open(.landsPartly(first: 1))
        #expect(try await code { try await log.append(records("a", "b"), to: place) } == .outcomeUnknown)
        #expect(try texts(log) == ["a"])
    }

    @Test func `an append stuck on its way lands after a later one`() async throws {
        let log = try await open(.landsLater)
        #expect(try await code { try await log.append(records("late"), to: place) } == .outcomeUnknown)
        log.setFaults(nil)
        #expect(try await log.append(records("next"), to: place) == [0])
        #expect(try log.landDelayed(at: place) == [1])
        #expect(try log.landDelayed(at: place) == [])
        #expect(try texts(log) == ["next", "late"])
    }

    @Test func `a held record is acknowledged but not read before it is released`() async throws {
        let log = try await open(.landsUnseen)
        let reader = try await log.read(place, from: 0)
        #expect(try await log.append(records("hidden"), to: place) == [0])
        log.setFaults(nil)
        #expect(try await log.append(records("behind it"), to: place) == [1])
        #expect(try await log.end(of: place) == 2)
        #expect(try await reader.next(limit: 10, timeout: .zero).isEmpty)
        try log.releaseDelivery(of: place)
        #expect(try await reader.next(limit: 10, timeout: .zero).map(\.offset) == [0, 1])
    }

    @Test func `faults belong to one handle`() async throws {
        let log = try await open(.fails(LogError(.unavailable, "injected")))
        let other = log.anotherHandle()
        #expect(try await other.append(records("a"), to: place) == [0])
        #expect(other.identity == log.identity)
    }

    @Test func `a log out of reach refuses, its readers wait, and both come back`() async throws {
        let log = try await open()
        let other = log.anotherHandle()
        let reader = try await log.read(place, from: 0)
        log.setReachable(false)
        #expect(try await code { try await log.append(records("a"), to: place) } == .unavailable)
        _ = try await other.append(records("meanwhile"), to: place)
        #expect(try await reader.next(limit: 1, timeout: .zero).isEmpty)
        async let waiting = reader.next(limit: 1, timeout: nil)
        log.setReachable(true)
        #expect(try await waiting.map(\.offset) == [0])
        #expect(try await log.append(records("a"), to: place) == [1])
    }

    @Test func `two members can be made to believe that they both have a partition`() async throws {
        let log = try await open(partitions: 2)
        var a = try await log.join(group: "g", sharing: "t", as: "a").assignments.makeAsyncIterator()
        #expect(await a.next() == [0, 1])
        try log.setAssignment(group: "g", sharing: "t", member: "a", [0, 1])
        let membership = try await log.anotherHandle().join(group: "g", sharing: "t", as: "b")
        var b = membership.assignments.makeAsyncIterator()
        #expect(await b.next() == [1])
        try log.setAssignment(group: "g", sharing: "t", member: "a", nil)
        #expect(await a.next() == [0], "it heard nothing while the override stood, and the range afterwards")
    }

    @Test func `a member declared dead is not told, and the others get its partitions`() async throws {
        let log = try await open(partitions: 2)
        var a = try await log.join(group: "g", sharing: "t", as: "a").assignments.makeAsyncIterator()
        let zombie = try await log.join(group: "g", sharing: "t", as: "b")
        #expect(await a.next() == [0])
        try log.declareDead(group: "g", sharing: "t", member: "b")
        #expect(await a.next() == [0, 1])
        #expect(log.members(group: "g", sharing: "t") == ["a"])
        var b = zombie.assignments.makeAsyncIterator()
        #expect(await b.next() == [1], "what it was told last")
    }

    @Test func `a crashed handle keeps its place in the group until somebody notices`() async throws {
        let log = try await open(partitions: 2)
        let other = log.anotherHandle()
        _ = try await other.join(group: "g", sharing: "t", as: "b")
        _ = try await log.join(group: "g", sharing: "t", as: "a")
        other.crash(noticed: false)
        #expect(log.members(group: "g", sharing: "t") == ["a", "b"])
        #expect(try await code { try await other.append(records("a"), to: place) } == .closed)
    }

    @Test func `the timestamp is the injected clock's`() async throws {
        let log = MemoryLog(now: { 42 })
        try await log.ensure([TopicSettings(name: "t", partitions: 1, retention: .forever)])
        _ = try await log.append(records("a"), to: place)
        #expect(try log.records(of: place).map(\.timestamp) == [42])
    }

    @Test func `what ensure refuses it refuses whole`() async throws {
        let log = try await open()
        await #expect(throws: LogError.self) {
            try await log.ensure([
                TopicSettings(name: "new", partitions: 1, retention: .forever),
                TopicSettings(name: "t", partitions: 2, retention: .forever),
            ])
        }
        #expect(try await log.topics(prefix: "") == ["t": 1])
    }

    @Test(arguments: ["", ".", "..", "a/b", "kø", "a b"])
    func `a name that Kafka would not take is refused`(_ name: String) async throws {
        let log = try await open()
        await #expect(throws: LogError.self) { try await log.ensure([TopicSettings(name: name, partitions: 1, retention: .forever)]) }
    }
}
