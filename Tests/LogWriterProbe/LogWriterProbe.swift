import CommitLog
import Glibc

/// A process of its own on a local log, for tests that kill, stop and starve it, and for measuring. What it prints is what it was told.
@main struct LogWriterProbe {
    static func main() async {
        do {
            try await run(Arguments(CommandLine.arguments))
        } catch {
            print("error \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: Arguments) async throws {
        var settings = LocalLogSettings()
        settings.sessionTimeoutMilliseconds = arguments.int("session", 6_000)
        settings.heartbeatMilliseconds = arguments.int("heartbeat", 500)
        settings.recheckMilliseconds = arguments.int("recheck", 1_000)
        settings.reservedDiskBytes = arguments.int("reserved", settings.reservedDiskBytes)
        settings.checkpointAfterBytes = arguments.int("checkpoint", settings.checkpointAfterBytes)
        let log = try LocalLog(directory: arguments.text("log", "."), settings: settings)
        let place = TopicPartition(arguments.text("topic", "t"), Int32(arguments.int("partition", 0)))
        switch arguments.mode {
        case "make":
            let partitions = Int32(arguments.int("partitions", 1))
            try await log.ensure([TopicSettings(name: place.topic, partitions: partitions, retention: .forever)])
        case "append": try await Appending(log: log, place: place, arguments: arguments).run()
        case "read": try await read(log, place, from: Offset(arguments.int("from", 0)))
        case "join": try await join(log, group: arguments.text("group", "g"), topic: place.topic, member: arguments.text("member", "m"))
        case "fill":
            let limit = arguments.int("limit", 1_000_000)
            try await Filling(log: log, place: place, limitBytes: limit, dies: arguments.text("then", "") == "die").run()
        case "measure": try await Measuring(directory: arguments.text("log", "."), log: log).run()
        default: throw LogError(.unavailable, "no such mode: \(arguments.mode)")
        }
        await log.close()
    }

    /// Prints each record as soon as it comes, for ever.
    private static func read(_ log: LocalLog, _ place: TopicPartition, from offset: Offset) async throws {
        let reader = try await log.read(place, from: offset)
        say("ready")
        while true {
            for record in try await reader.next(limit: 1_000, timeout: nil) {
                say("\(record.offset) \(String(decoding: record.value ?? [], as: UTF8.self))")
            }
        }
    }

    /// Prints each assignment as soon as it comes, for ever.
    private static func join(_ log: LocalLog, group: String, topic: String, member: String) async throws {
        for await partitions in try await log.join(group: group, sharing: topic, as: member).assignments {
            say("has \(partitions.sorted().map { "\($0)" }.joined(separator: ","))")
        }
    }

    /// One line that is out before this returns: the reader of the pipe must not miss what happened before a kill.
    static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
