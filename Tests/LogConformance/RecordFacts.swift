import CommitLog

extension LogFact {
    /// The record appended, and the same read back by another handle: equal byte for byte.
    private static func roundTrip(_ records: [NewRecord]) -> @Sendable (any LogFixture) async throws -> Void {
        { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            for record in records { _ = try await log.append([record], to: place) }
            let other = try await fixture.open()
            let found = try await other.everything(in: place, patience: fixture.patience)
            try expect(found.count, is: records.count)
            for (record, wanted) in zip(found, records) {
                try expect(record.key == wanted.key, "the key of \(record.offset) differs: \(record.key?.count ?? -1) bytes")
                try expect(record.value == wanted.value, "the value of \(record.offset) differs: \(record.value?.count ?? -1) bytes")
                try expect(record.headers, is: wanted.headers)
            }
        }
    }

    private static let everyByte = [UInt8](0...255)

    static let records: [LogFact] = [
        LogFact(
            "no key, an empty key and a key of any bytes come back as they were",
            check: roundTrip([
                NewRecord(key: nil, value: [1]), NewRecord(key: [], value: [1]), NewRecord(key: everyByte, value: [1]),
            ])),
        LogFact(
            "no value, an empty value and a value of any bytes come back as they were",
            check: roundTrip([
                NewRecord(key: [1], value: nil), NewRecord(key: [1], value: []), NewRecord(key: [1], value: everyByte),
                NewRecord(key: nil, value: nil),
            ])),
        LogFact(
            "headers keep their order, their repeated names and their bytes",
            check: roundTrip([
                NewRecord(
                    key: nil, value: [1],
                    headers: [
                        RecordHeader("b", "1"), RecordHeader("a", "2"), RecordHeader("b", [UInt8]()), RecordHeader("b", everyByte),
                        RecordHeader("content-type", "application/cloudevents+json; charset=UTF-8"), RecordHeader("navn", "Løten"),
                    ]),
                NewRecord(key: [1], value: nil, headers: [RecordHeader("alone", "with a tombstone")]),
                NewRecord(key: [1], value: [1], headers: (0..<100).map { RecordHeader("h\($0)", String($0)) }),
            ])),
        LogFact(
            "a value of 1 MiB comes back as it was",
            check: roundTrip([
                NewRecord(key: [1], value: (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
            ])),
        LogFact("a record says when it was appended, in milliseconds since 1970") { fixture in
            let (log, topic) = try await fixture.openWithTopic()
            let place = TopicPartition(topic, 0)
            _ = try await log.append([record("a"), record("b")], to: place)
            // Between the years 2020 and 2100: a second or a microsecond count would be far outside.
            for record in try await log.everything(in: place, patience: fixture.patience) {
                try expect((1_577_836_800_000...4_102_444_800_000).contains(record.timestamp), "timestamp \(record.timestamp)")
            }
        },
    ]
}
