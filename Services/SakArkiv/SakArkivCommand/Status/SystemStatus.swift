import Contracts

/// What `/admin/status` of all instances says together.
struct SystemStatus: Sendable {
    /// One process.
    struct Instance: Sendable {
        let service: ServiceName
        let url: String
        /// What it answered; nil = nothing.
        let answer: JSONValue?
    }

    /// Something an operator has to look at.
    struct Alarm: Sendable, Equatable {
        let service: ServiceName
        /// The topic it is about, where it is not about a partition of the service itself.
        var topic: String?
        let partition: Int64?
        let code: String
        let message: String
        let since: String

        /// The same thing, told by another instance.
        func isSame(as other: Alarm) -> Bool {
            service == other.service && topic == other.topic && partition == other.partition && code == other.code
        }
    }

    let instances: [Instance]

    /// Every alarm, each once although every instance may tell of it.
    var alarms: [Alarm] {
        var found: [Alarm] = []
        for instance in instances {
            for alarm in alarms(of: instance) where !found.contains(where: { $0.isSame(as: alarm) }) { found.append(alarm) }
        }
        return found
    }

    private func alarms(of instance: Instance) -> [Alarm] {
        func alarm(_ json: JSONValue, topic: String?, partition: Int64?) -> Alarm {
            Alarm(
                service: instance.service, topic: topic, partition: partition, code: json["code"]?.text ?? "",
                message: json["message"]?.text ?? "", since: json["since"]?.text ?? "")
        }
        let ofPartitions = partitions(of: instance).flatMap { partition in
            (partition["alarms"]?.elements ?? []).map { alarm($0, topic: nil, partition: partition["partition"]?.integer) }
        }
        let others = (instance.answer?["alarms"]?.elements ?? []).map {
            alarm($0, topic: $0["topic"]?.text, partition: $0["partition"]?.integer)
        }
        return ofPartitions + others
    }

    /// What waits of partners' messages in one topic.
    struct Intake: Sendable, Equatable {
        let topic: String
        var partitions: Set<Int64> = []
        var lag: Int64 = 0
        var oldestSeconds: Int64 = 0
    }

    /// What waits of partners' messages, by topic: every partition is told of by the instance that reads it.
    var intake: [Intake] {
        var found: [String: Intake] = [:]
        for one in instances.flatMap({ $0.answer?["intake"]?.elements ?? [] }) {
            let topic = one["topic"]?.text ?? ""
            var intake = found[topic] ?? Intake(topic: topic)
            if let partition = one["partition"]?.integer { intake.partitions.insert(partition) }
            intake.lag += one["lag"]?.integer ?? 0
            intake.oldestSeconds = max(intake.oldestSeconds, one["oldestUnansweredSeconds"]?.integer ?? 0)
            found[topic] = intake
        }
        return found.values.sorted { $0.topic < $1.topic }
    }

    /// Messages waiting in quarantine per service: what the instance that knows most says.
    var quarantine: [ServiceName: Int64] {
        var open: [ServiceName: Int64] = [:]
        for instance in instances {
            open[instance.service] = max(open[instance.service] ?? 0, instance.answer?["quarantine"]?["open"]?.integer ?? 0)
        }
        return open
    }

    /// The same by the code of the first reason.
    func quarantineCodes(_ service: ServiceName) -> [String: Int64] {
        let known = instances.filter { $0.service == service }.compactMap { $0.answer?["quarantine"] }
        let most = known.max { ($0["open"]?.integer ?? 0) < ($1["open"]?.integer ?? 0) }
        return (most?["antall"]?.members ?? [:]).compactMapValues(\.integer)
    }

    /// What the command exits with.
    var exitCode: ExitCode {
        if instances.contains(where: { $0.answer == nil }) { return .unavailable }
        // What is told of a log that does not answer is as it was when it last did.
        if instances.contains(where: { $0.answer?["logAnswers"]?.boolean == false }) { return .refused }
        return alarms.isEmpty && quarantine.values.allSatisfy { $0 == 0 } ? .ok : .refused
    }

    /// Everything, for scripts.
    var json: JSONValue {
        let all = instances.map { one -> JSONValue in
            [
                "service": .string(one.service.rawValue), "url": .string(one.url), "answers": .bool(one.answer != nil),
                "status": one.answer ?? .null,
            ]
        }
        let alarms = alarms.map { alarm -> JSONValue in
            [
                "service": .string(alarm.service.rawValue), "topic": alarm.topic.map(JSONValue.string) ?? .null,
                "partition": alarm.partition.map(JSONValue.int) ?? .null,
                "code": .string(alarm.code), "message": .string(alarm.message), "since": .string(alarm.since),
            ]
        }
        let open = Dictionary(uniqueKeysWithValues: quarantine.map { ($0.key.rawValue, JSONValue.int($0.value)) })
        return ["instances": .array(all), "alarms": .array(alarms), "quarantine": .object(open)]
    }

    func partitions(of instance: Instance) -> [JSONValue] { instance.answer?["partitions"]?.elements ?? [] }
}
