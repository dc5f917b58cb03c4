import Contracts
import Domain
import ShardRuntime

/// The answer of `/admin/status`.
struct ShardStatusReport<Model: ShardModel> {
    private let service: ShardService<Model>

    init(_ service: ShardService<Model>) { self.service = service }

    var json: JSONValue {
        let statuses = Dictionary(service.runtime.statuses.map { ($0.partition, $0) }, uniquingKeysWith: { first, _ in first })
        let partitions = (0..<service.topics.partitions).map { partition($0, statuses[$0]) }
        let log = service.context.settings.log.description + (service.pulse.isReachable ? "" : " (does not answer)")
        let open = service.quarantine.openCounts().filter { $0.value > 0 }
        let quarantine: JSONValue = [
            "open": .int(Int64(open.values.reduce(0, +))), "antall": .object(open.mapValues { .int(Int64($0)) }),
        ]
        let own: [String: JSONValue] = [
            "service": .string(service.model.service), "instance": .string(service.runtime.environment.instance),
            "version": .string(SuiteVersion.text), "log": .string(log), "logAnswers": .bool(service.pulse.isReachable),
            "partitions": .array(partitions), "quarantine": quarantine,
        ]
        return .object(own.merging(service.contributions.members) { first, _ in first })
    }

    private func partition(_ number: Int32, _ status: OwnerStatus.Snapshot?) -> JSONValue {
        var json: [String: JSONValue] = ["partition": .int(Int64(number)), "role": "standby", "owner": .null]
        if let note = service.owners.owner(service: service.model.service, partition: number) {
            json["owner"] = [
                "instance": .string(note.instance), "url": .string(note.url), "epoch": .int(Int64(clamping: note.epoch)),
            ]
        }
        guard let status else { return .object(json) }
        json["role"] = .string(status.phase.rawValue)
        json["commits"] = ["position": .int(status.position), "end": .int(status.end), "published": .int(status.published)]
        json["queued"] = .int(Int64(status.queued))
        json["inputs"] = .array(
            status.inputs.sorted { $0.key.topic < $1.key.topic }.map { place, progress in
                [
                    "topic": .string(place.topic), "position": .int(progress.position), "end": .int(progress.end),
                    "lag": .int(max(0, progress.end - progress.position)),
                ]
            })
        json["shards"] = .array(
            status.shards.sorted { $0.key < $1.key }.map { kommune, sequence in
                [
                    "kommune": .string(kommune.rawValue), "sequence": .int(Int64(clamping: sequence)),
                    "state": .string(status.alarms[kommune] == nil ? "open" : "stopped"),
                ]
            })
        var alarms = status.alarms.values.map(Self.alarm) + status.told.map(Self.alarm)
        if let failure = status.failure, status.phase != .owner { alarms.append(Self.alarm(failure)) }
        json["alarms"] = .array(alarms)
        json["rebuilding"] = .array(status.rebuilding.sorted().map { .string($0.rawValue) })
        json["rebuilt"] = .array(status.damaged.map(Self.alarm))
        return .object(json)
    }

    private static func alarm(_ alarm: ShardAlarm) -> JSONValue {
        var json: [String: JSONValue] = ["code": .string(alarm.code.rawValue), "message": .string(alarm.message)]
        if let kommune = alarm.kommune { json["kommune"] = .string(kommune.rawValue) }
        return .object(json)
    }
}

/// The suite's version.
public enum SuiteVersion {
    /// As shown in status and logs.
    public static let text = "0.1.0"
}
