import Contracts

/// What all services know of one trace.
struct CollectedTrace: Sendable {
    let subject: TraceSubject
    /// Every record, by the time of its appending.
    let entries: [TraceEntry]
    /// The services that did not answer, and why.
    let silent: [(service: ServiceName, reason: String)]
}

/// Asks every service what it knows of a trace. One that is down, or too old to know the question, is told of; the others answer all the same.
struct TraceCollector: Sendable {
    let client: ServiceClient
    /// How long after its first commit a trace is followed, milliseconds.
    let spanMilliseconds: Int64

    /// How long before the first known moment the trace may have begun: looked at in this order until the beginning is found, milliseconds.
    private static let headStartMilliseconds: [Int64] = [60_000, 3_600_000, 7 * 86_400_000]

    /// Collects what there is now.
    func collect(_ subject: TraceSubject) async throws -> CollectedTrace {
        var found: [TraceEntry.Place: TraceEntry] = [:]
        var silent: [(service: ServiceName, reason: String)] = []
        for service in ServiceName.allCases {
            do {
                for entry in try await entries(service, subject) { found[entry.place] = found[entry.place] ?? entry }
            } catch let failure as CommandFailure where failure.code == .unavailable || failure.code == .temporary {
                silent.append((service, failure.message))
            } catch let problem as Problem where problem.status == 404 {
                silent.append((service, "\(service.rawValue) is of a version that does not know traces"))
            } catch let problem as Problem where problem.exitCode == .temporary {
                silent.append((service, problem.lines[0]))
            }
        }
        let all = found.values.sorted { ($0.time, $0.place.topic, $0.place.offset) < ($1.time, $1.place.topic, $1.place.offset) }
        return CollectedTrace(subject: subject, entries: all, silent: silent)
    }

    private func entries(_ service: ServiceName, _ subject: TraceSubject) async throws -> [TraceEntry] {
        let reader = TraceReader(client: client)
        var entries: [TraceEntry] = []
        for headStart in Self.headStartMilliseconds {
            entries = try await reader.entries(
                service, subject.traceID, kommune: subject.kommune, from: subject.moment - headStart,
                until: subject.moment + spanMilliseconds)
            // Only registry's commits have their beginning in a topic of the same service: the command that waited there.
            let known = Set(entries.map(\.place))
            let isWhole = entries.allSatisfy { entry in
                guard let cause = entry.commit?.cause, cause.topic.hasSuffix("\(service.rawValue).commands") else { return true }
                return known.contains(cause)
            }
            if isWhole { break }
        }
        return entries
    }
}
