import CommitLog

extension LogFact {
    static let groups: [LogFact] = [
        LogFact("a member alone has all partitions", needs: [.groups]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 5)
            let alone = AssignmentWatch(try await log.join(group: topic, sharing: topic, as: "a"))
            try await eventually("a has all", patience: fixture.patience) { alone.last == [0, 1, 2, 3, 4] }
        },
        LogFact("two members share by range, and one that leaves gives its partitions back", needs: [.groups]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 5)
            let first = try await log.join(group: topic, sharing: topic, as: "a")
            let second = try await fixture.open().join(group: topic, sharing: topic, as: "b")
            let (a, b) = (AssignmentWatch(first), AssignmentWatch(second))
            try await eventually("they share", patience: fixture.patience) {
                guard let a = a.last, let b = b.last else { return false }
                return Set([a, b]) == [[0, 1, 2], [3, 4]]
            }
            await second.leave()
            try await eventually("b's stream ends", patience: fixture.patience) { b.isFinished }
            try await eventually("a has all again", patience: fixture.patience) { a.last == [0, 1, 2, 3, 4] }
            await first.leave()
            try await eventually("a's stream ends", patience: fixture.patience) { a.isFinished }
        },
        LogFact("more members than partitions leave some with none, and every partition with one", needs: [.groups]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let other = try await fixture.open()
            let watches = [
                AssignmentWatch(try await log.join(group: topic, sharing: topic, as: "a")),
                AssignmentWatch(try await other.join(group: topic, sharing: topic, as: "b")),
                AssignmentWatch(try await other.join(group: topic, sharing: topic, as: "c")),
            ]
            try await eventually("each partition has one member", patience: fixture.patience) {
                let shares = watches.compactMap(\.last)
                return shares.count == 3 && shares.map { $0.sorted() }.sorted { $0.count < $1.count }.map(\.count) == [0, 1, 1]
                    && shares.reduce(into: Set<Int32>()) { $0.formUnion($1) } == [0, 1]
            }
        },
        LogFact("groups and topics do not mix", needs: [.groups]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let other = fixture.uniqueTopic()
            try await log.ensure([TopicSettings(name: other, partitions: 3, retention: .forever)])
            let watches = [
                AssignmentWatch(try await log.join(group: "\(topic)-1", sharing: topic, as: "a")),
                AssignmentWatch(try await log.join(group: "\(topic)-2", sharing: topic, as: "a")),
                AssignmentWatch(try await log.join(group: "\(topic)-3", sharing: other, as: "a")),
            ]
            try await eventually("each has all of its own", patience: fixture.patience) {
                watches.map(\.last) == [[0, 1], [0, 1], [0, 1, 2]]
            }
        },
        LogFact("the partitions of a dead member move to the others", needs: [.groups, .kill]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 4)
            let survivor = AssignmentWatch(try await log.join(group: topic, sharing: topic, as: "a"))
            let victimLog = try await fixture.open()
            let victim = AssignmentWatch(try await victimLog.join(group: topic, sharing: topic, as: "b"))
            try await eventually("they share", patience: fixture.patience) { survivor.last?.count == 2 && victim.last?.count == 2 }
            try await fixture.kill(victimLog)
            try await eventually("the survivor has all", patience: fixture.patience) { survivor.last == [0, 1, 2, 3] }
        },
        LogFact("closing a log makes its members leave", needs: [.groups]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let stays = AssignmentWatch(try await log.join(group: topic, sharing: topic, as: "a"))
            let other = try await fixture.open()
            let goes = AssignmentWatch(try await other.join(group: topic, sharing: topic, as: "b"))
            try await eventually("they share", patience: fixture.patience) { stays.last?.count == 1 && goes.last?.count == 1 }
            await other.close()
            try await eventually("its stream ends", patience: fixture.patience) { goes.isFinished }
            try await eventually("the other has all", patience: fixture.patience) { stays.last == [0, 1] }
        },
        LogFact("a group says which members live, by the names they joined under", needs: [.groups, .kill]) { fixture in
            let (log, topic) = try await fixture.openWithTopic(partitions: 2)
            let first = try await log.join(group: topic, sharing: topic, as: "registry-1~a1")
            let other = try await fixture.open()
            let second = try await other.join(group: topic, sharing: topic, as: "registry-2~æ")
            // Who joins hears what it has: a group settles when its members listen.
            let watches = [AssignmentWatch(first), AssignmentWatch(second)]
            try await eventually("both are members", patience: fixture.patience) {
                try await first.members() == ["registry-1~a1", "registry-2~æ"]
            }
            try await eventually("the other knows it too", patience: fixture.patience) {
                try await second.members() == ["registry-1~a1", "registry-2~æ"]
            }
            try await fixture.kill(other)
            try await eventually("the dead one is gone", patience: fixture.patience) { try await first.members() == ["registry-1~a1"] }
            try await eventually("the survivor has all", patience: fixture.patience) { watches[0].last == [0, 1] }
        },
        LogFact("joining the group of an unknown topic is refused", needs: [.groups]) { fixture in
            let log = try await fixture.open()
            let stranger = fixture.uniqueTopic()
            try await expect(.unknownPartition) { _ = try await log.join(group: "g", sharing: stranger, as: "a") }
        },
    ]
}
