import Contracts
import ShardRuntime

/// What a service's owners contribute to `/readyz`.
struct ShardHealth<Model: ShardModel>: Sendable {
    let runtime: ServiceRuntime<Model>

    func register(in context: ServiceContext) {
        let runtime = runtime
        context.health.add("partitions") {
            let statuses = runtime.statuses
            let busy = statuses.filter { $0.phase != .owner }
            let details = Self.details(statuses)
            if !runtime.hasJoined { return .unhealthy("the group has not given out its partitions yet", details) }
            guard let first = busy.first else { return .healthy(details) }
            return .unhealthy(
                first.failure.map(\.description) ?? "\(busy.count) of \(statuses.count) partitions are not owned yet", details)
        }
        context.health.add("shards") {
            let alarms = runtime.statuses.flatMap(\.alarms)
            guard !alarms.isEmpty else { return .healthy() }
            return .unhealthy(
                "stopped by an alarm: \(alarms.map(\.key.rawValue).sorted().joined(separator: ", "))",
                Dictionary(
                    alarms.map { ($0.key.rawValue, JSONValue.string($0.value.description)) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func details(_ statuses: [OwnerStatus.Snapshot]) -> [String: JSONValue] {
        var details: [String: JSONValue] = [:]
        for status in statuses {
            var entry: [String: JSONValue] = ["phase": .string(status.phase.rawValue)]
            if status.phase == .catchingUp {
                entry["position"] = .int(status.position)
                entry["end"] = .int(status.end)
                entry["ratio"] = .double(status.replayRatio)
            }
            if let failure = status.failure, status.phase != .owner { entry["failure"] = .string(failure.description) }
            details["\(status.partition)"] = .object(entry)
        }
        return details
    }
}
