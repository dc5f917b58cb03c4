import Contracts

/// One line of a timeline: something that was done, when, and how long after what it followed from.
struct TimelineStep: Sendable, Equatable {
    /// Who did it: a service, or the partner.
    let who: String
    /// What was done, in a few words.
    let what: String
    /// When it was in the log, milliseconds after the timeline's start; negative for what was before it.
    let at: Int64
    /// Milliseconds since what it followed from; nil for the first.
    let took: Int64?
    /// Of those, how many until it was decided: the rest went into the log. Nil for what is no commit.
    let decidedAfter: Int64?
    /// The records it stands for.
    let places: [TraceEntry.Place]
    /// Was the outside told, and no more?
    var isPublicEvents = false
}

/// The way of one message through the services, step by step.
struct Timeline: Sendable {
    /// When the first record was appended, milliseconds since the epoch.
    let start: Int64
    /// In the order of time.
    private(set) var steps: [TimelineStep]

    /// Milliseconds from the first record to the last.
    var total: Int64 { steps.map(\.at).max() ?? 0 }

    /// The steps of a trace; nil when there is no record of it.
    init?(_ entries: [TraceEntry]) {
        guard let start = entries.map(\.time).min() else { return nil }
        self.start = start
        var steps: [(order: Int64, step: TimelineStep)] = []
        let commits = entries.filter { $0.commit != nil }
        for entry in entries {
            switch entry.kind {
            case "message":
                if let sent = entry.event?.time, abs(sent - entry.time) < Self.limitOwnTimeMilliseconds, sent != entry.time {
                    steps.append((sent, Self.step("partner", "the event's own time", sent - start, nil, [])))
                }
                steps.append(
                    (entry.time, Self.step("partner", "message on \(Self.short(entry.place))", entry.time - start, nil, [entry.place])))
            case "command":
                let parent = entries.last { $0.kind == "message" && $0.time <= entry.time }
                steps.append(
                    (
                        entry.time,
                        Self.step(
                            "registry", "checked, command for the owner", entry.time - start, Self.since(parent, entry), [entry.place])
                    ))
            case "commit": steps.append((entry.time, Self.commit(entry, entries, start)))
            default: break
            }
        }
        for group in Self.groups(entries) { steps.append((group[0].time, Self.told(group, commits, start))) }
        self.steps = steps.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(\.element.step)
    }

    /// Adds a step of somebody outside, who saw it at a moment of his own clock; it follows from the last commit of notifications before.
    mutating func reached(_ who: String, _ what: String, at moment: Int64) {
        let at = moment - start
        let commit = steps.last { $0.who == ServiceName.notifications.rawValue && $0.at <= at }
        let index = steps.firstIndex { $0.at > at } ?? steps.endIndex
        steps.insert(Self.step(who, what, at, commit.map { at - $0.at }, []), at: index)
    }

    /// An event's own time that lies further from its arrival says when something happened, not when it was sent.
    private static let limitOwnTimeMilliseconds: Int64 = 60_000

    private static func step(
        _ who: String, _ what: String, _ at: Int64, _ took: Int64?, _ places: [TraceEntry.Place], decidedAfter: Int64? = nil
    ) -> TimelineStep { TimelineStep(who: who, what: what, at: at, took: took, decidedAfter: decidedAfter, places: places) }

    private static func since(_ parent: TraceEntry?, _ entry: TraceEntry) -> Int64? { parent.map { max(0, entry.time - $0.time) } }

    /// A commit follows from the record that it names as its cause; one that a worker asked for follows from the service's commit before it.
    private static func commit(_ entry: TraceEntry, _ entries: [TraceEntry], _ start: Int64) -> TimelineStep {
        let commit = entry.commit
        let named = commit?.cause.flatMap { cause in entries.first { $0.place == cause } }
        let before = entries.last { $0.kind == "commit" && $0.service == entry.service && $0.place != entry.place && $0.time <= entry.time }
        let parent = named ?? before
        let events = counted((commit?.events ?? []).map(\.type))
        let what = events.isEmpty ? "commit without events" : events.joined(separator: ", ")
        return step(
            entry.service.rawValue, what, entry.time - start, since(parent, entry), [entry.place],
            decidedAfter: parent.map { parent in max(0, (commit?.decided ?? entry.time) - parent.time) })
    }

    /// Receipts and public events of one commit stand in one line.
    private static func groups(_ entries: [TraceEntry]) -> [[TraceEntry]] {
        var groups: [[TraceEntry]] = []
        for entry in entries where entry.kind == "receipt" || entry.kind == "event" {
            let index = groups.lastIndex { group in
                group[0].kind == entry.kind && group[0].place.topic == entry.place.topic && group[0].event?.time == entry.event?.time
            }
            if let index { groups[index].append(entry) } else { groups.append([entry]) }
        }
        return groups
    }

    /// What was told of a commit: found by the moment of the decision, which is the time of what is told.
    private static func told(_ group: [TraceEntry], _ commits: [TraceEntry], _ start: Int64) -> TimelineStep {
        let first = group[0]
        let isReceipt = first.kind == "receipt"
        let candidates = commits.filter { $0.time <= first.time && (isReceipt || $0.service == first.service) }
        let parent = candidates.last { $0.commit?.decided == first.event?.time } ?? candidates.last
        let names = counted(group.compactMap { $0.event?.type }.map(shortType))
        let what =
            isReceipt
            ? "\(names.joined(separator: ", ")) on \(topic(first.place))" : "\(group.count) public event\(group.count == 1 ? "" : "s")"
        var told = step((parent ?? first).service.rawValue, what, first.time - start, since(parent, first), group.map(\.place))
        told.isPublicEvents = !isReceipt
        return told
    }

    /// `a, b ×2` in the order of the first of each.
    private static func counted(_ names: [String]) -> [String] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for name in names {
            if counts[name] == nil { order.append(name) }
            counts[name, default: 0] += 1
        }
        return order.map { name in counts[name] == 1 ? name : "\(name) ×\(counts[name] ?? 0)" }
    }

    /// `kvittering` of Fiks Arkiv's type, `fil.feilet` of one of ours with a version behind it.
    private static func shortType(_ type: String) -> String {
        let parts = type.split(separator: ".")
        guard let last = parts.last else { return type }
        let isVersion = last.first == "v" && last.dropFirst().allSatisfy(\.isNumber)
        return isVersion ? parts.dropLast().suffix(2).joined(separator: ".") : String(last)
    }

    private static func topic(_ place: TraceEntry.Place) -> String {
        place.topic.split(separator: ".").suffix(2).joined(separator: ".")
    }

    private static func short(_ place: TraceEntry.Place) -> String { "\(topic(place)), partition \(place.partition)" }
}
