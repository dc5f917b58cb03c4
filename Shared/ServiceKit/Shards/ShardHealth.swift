import Contracts
import ShardRuntime

/// What a service's owners contribute to `/readyz`.
struct ShardHealth<Model: ShardModel>: Sendable {
    let runtime: ServiceRuntime<Model>
    let pulse: LogPulse
    let preparation: LogPreparation

    func register(in context: ServiceContext) {
        let (runtime, pulse, preparation) = (runtime, pulse, preparation)
        context.health.add("log", for: [.writes]) {
            if pulse.isReachable {
                if preparation.isDone { return .healthy() }
                return .unhealthy("the log answers, and is not ready for this instance: \(preparation.reason)")
            }
            let seconds = pulse.secondsSinceAnswer.map { Int64($0) }
            let since = seconds.map { "for \($0) s" } ?? "since this instance was started"
            return .unhealthy(
                "the log (\(context.settings.log.kind)) has not answered \(since): reads are answered from what is stored, writes are refused",
                seconds.map { ["secondsSinceAnswer": .int($0)] } ?? [:])
        }
        context.health.add("partitions", for: [.writes]) {
            let statuses = runtime.statuses
            let details = Self.details(statuses)
            if !runtime.hasJoined { return .unhealthy("the group has not given out its partitions yet", details) }
            let busy = statuses.filter { $0.duty == .own && $0.phase != .owner }
            if let silent = statuses.first(where: \.isSilent) {
                return .unhealthy("the log does not answer for partition \(silent.partition)", details)
            }
            guard let first = busy.first else { return .healthy(details) }
            return .unhealthy(
                first.failure.map(\.description) ?? "\(busy.count) of \(statuses.count) partitions are not owned yet", details)
        }
        context.health.add("stores", for: [.reads]) {
            let missing = runtime.statuses.filter { !$0.hasOwned && $0.asOf == nil }.map(\.partition)
            // What is not here yet is asked of its owner.
            guard missing.count == runtime.statuses.count, !runtime.hasJoined else { return .healthy() }
            return .unhealthy("no store is ready yet, and no owner is known")
        }
        context.health.add("shards", for: [.writes]) {
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
            var entry: [String: JSONValue] = ["phase": .string(status.phase.rawValue), "duty": .string(status.duty.rawValue)]
            if status.phase != .owner {
                entry["position"] = .int(status.position)
                entry["end"] = .int(status.end)
                entry["ready"] = .bool(status.isReady)
                if status.phase == .catchingUp { entry["ratio"] = .double(status.replayRatio) }
            }
            if let failure = status.failure, status.phase != .owner { entry["failure"] = .string(failure.description) }
            details["\(status.partition)"] = .object(entry)
        }
        return details
    }
}
