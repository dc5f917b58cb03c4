import CommitLog

/// Appends for ever with several tasks, in batches of three, and says what was acknowledged: partition, first offset and text of the batch.
struct Appending: Sendable {
    let log: LocalLog
    let place: TopicPartition
    let arguments: Arguments

    func run() async throws {
        let name = arguments.text("name", "p")
        let partitions = Int32(arguments.int("partitions", 1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<arguments.int("tasks", 4) {
                group.addTask {
                    let place = TopicPartition(place.topic, Int32(task) % partitions)
                    var round = 0
                    while true {
                        let text = "\(name)-\(task)-\(round)"
                        let records = (0..<3).map { NewRecord(key: nil, value: Array("\(text).\($0)".utf8)) }
                        let offsets = try await log.append(records, to: place)
                        LogWriterProbe.say("\(place.partition) \(offsets[0]) \(text)")
                        round += 1
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
