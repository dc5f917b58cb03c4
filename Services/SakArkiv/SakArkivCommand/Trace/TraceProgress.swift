import Contracts

/// What of a message's way is still to come, from what is in the logs and from how far each service says it has read.
struct TraceProgress: Sendable {
    private let trace: CollectedTrace
    private let status: SystemStatus

    init(_ trace: CollectedTrace, _ status: SystemStatus) { (self.trace, self.status) = (trace, status) }

    /// In words, for the person who waits; empty when every service has done its part.
    var outstanding: [String] {
        var all = trace.silent.map { "\($0.service.rawValue) does not answer" }
        if let waiting = undecided { all.append(waiting) }
        for service in ServiceName.allCases where !trace.silent.contains(where: { $0.service == service }) {
            if isReading(service) { all.append("\(service.rawValue) has not read all of it yet") }
        }
        if missingFiles > 0 { all.append("\(missingFiles) file\(missingFiles == 1 ? " is" : "s are") still to come") }
        return all
    }

    private var commits: [TraceEntry] { trace.entries.filter { $0.commit != nil } }

    /// A message without a command, or a command without a commit.
    private var undecided: String? {
        let commands = trace.entries.filter { $0.kind == "command" }
        let causes = Set(commits.compactMap { $0.commit?.cause })
        if commits.isEmpty { return commands.isEmpty ? "the intake has not seen it yet" : "registry's owner has not decided it yet" }
        return commands.allSatisfy { causes.contains($0.place) } ? nil : "registry's owner has not decided all of it yet"
    }

    /// Has a service's owner still to read a commit of the trace, or to tell the outside of one of its own?
    private func isReading(_ service: ServiceName) -> Bool {
        let partitions = status.instances.filter { $0.service == service }.flatMap(status.partitions)
        return commits.contains { commit in
            let owned = partitions.filter { $0["partition"]?.integer == commit.place.partition && $0["commits"] != nil }
            guard !owned.isEmpty else { return true }
            return owned.allSatisfy { partition in
                let inputs = (partition["inputs"]?.elements ?? []).filter { $0["topic"]?.text == commit.place.topic }
                let isBehind = inputs.contains { ($0["position"]?.integer ?? 0) <= commit.place.offset }
                let isUntold = commit.service == service && (partition["commits"]?["published"]?.integer ?? 0) <= commit.place.offset
                return isBehind || isUntold
            }
        }
    }

    /// Files that the message named and that registry knows neither to be stored nor to be given up.
    private var missingFiles: Int64 {
        func count(_ types: Set<String>) -> Int64 {
            commits.filter { $0.service == .registry }.flatMap { $0.commit?.events ?? [] }.filter { types.contains($0.type) }
                .reduce(0) { $0 + ($1.dokumentobjekter ?? 0) }
        }
        return max(0, count(["filer.oppgitt"]) - count(["dokumentobjekt.fullfoert", "dokumentobjekt.utenfil"]))
    }
}
