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
        let partition: Int64?
        let code: String
        let message: String
        let since: String
    }

    let instances: [Instance]

    /// Every alarm, each once although every instance may tell of it.
    var alarms: [Alarm] {
        var found: [Alarm] = []
        for instance in instances {
            for partition in partitions(of: instance) {
                for alarm in partition["alarms"]?.elements ?? [] {
                    let one = Alarm(
                        service: instance.service, partition: partition["partition"]?.integer, code: alarm["code"]?.text ?? "",
                        message: alarm["message"]?.text ?? "", since: alarm["since"]?.text ?? "")
                    if !found.contains(where: { $0.service == one.service && $0.partition == one.partition && $0.code == one.code }) {
                        found.append(one)
                    }
                }
            }
        }
        return found
    }

    /// Messages waiting in quarantine per service: what the instance that knows most says.
    var quarantine: [ServiceName: Int64] {
        var open: [ServiceName: Int64] = [:]
        for instance in instances {
            open[instance.service] = max(open[instance.service] ?? 0, instance.answer?["quarantine"]?["open"]?.integer ?? 0)
        }
        return open
    }

    /// What the command exits with.
    var exitCode: ExitCode {
        if instances.contains(where: { $0.answer == nil }) { return .unavailable }
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
                "service": .string(alarm.service.rawValue), "partition": alarm.partition.map(JSONValue.int) ?? .null,
                "code": .string(alarm.code), "message": .string(alarm.message), "since": .string(alarm.since),
            ]
        }
        let open = Dictionary(uniqueKeysWithValues: quarantine.map { ($0.key.rawValue, JSONValue.int($0.value)) })
        return ["instances": .array(all), "alarms": .array(alarms), "quarantine": .object(open)]
    }

    func partitions(of instance: Instance) -> [JSONValue] { instance.answer?["partitions"]?.elements ?? [] }
}
