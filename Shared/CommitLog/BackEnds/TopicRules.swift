extension TopicSettings {
    /// A name every back end takes: Kafka's rule, which is also safe as a file name.
    var hasLegalName: Bool {
        (1...249).contains(name.utf8.count) && name != "." && name != ".."
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// What is wrong with these settings themselves; nil when nothing is.
    var fault: String? {
        if !hasLegalName { return "«\(name)» is not a topic name (1–249 of a–z A–Z 0–9 . _ -)" }
        if partitions < 1 { return "\(name): \(partitions) partitions" }
        switch retention {
        case .milliseconds(let kept) where kept < 1, .atLeast(let kept) where kept < 1: return "\(name): retention of \(kept) ms"
        default: return nil
        }
    }

    /// How an existing topic differs from what is wanted; nil when it does not. A stranger's topic is as its owner has it.
    func difference(from existing: TopicSettings) -> String? {
        if writers == .strangers { return nil }
        var faults: [String] = []
        if existing.partitions != partitions { faults.append("has \(existing.partitions) partitions, wanted \(partitions)") }
        if !retention.isMet(by: existing.retention) {
            faults.append("keeps records \(existing.retention.words), wanted \(retention.words)")
        }
        return faults.isEmpty ? nil : "\(name) " + faults.joined(separator: " and ")
    }

    /// What differs of all topics wanted, or is wrong with them; `existing` answers nil for one that is missing.
    ///
    /// - Throws: `LogError.topicMismatch` naming every one.
    static func check(_ wanted: [TopicSettings], existing: (String) throws -> TopicSettings?) throws {
        var faults: [String] = []
        var seen: [String: TopicSettings] = [:]
        for topic in wanted {
            let known = try seen[topic.name] ?? (topic.hasLegalName ? existing(topic.name) : nil)
            if let fault = topic.fault ?? known.flatMap({ topic.difference(from: $0) }) { faults.append(fault) }
            seen[topic.name] = known ?? topic
        }
        guard faults.isEmpty else { throw LogError(.topicMismatch, faults.joined(separator: "; ")) }
    }
}

extension TopicSettings.Retention {
    /// Whether a topic that keeps its records like this is as it is to be.
    func isMet(by existing: Self) -> Bool {
        switch (self, existing) {
        case (.atLeast(let least), .milliseconds(let kept)), (.atLeast(let least), .atLeast(let kept)): kept >= least
        case (.atLeast, .forever): true
        default: self == existing
        }
    }

    /// For how long a record is kept, where that has an end.
    var keptMilliseconds: Int64? {
        switch self {
        case .milliseconds(let kept), .atLeast(let kept): kept
        case .forever, .compacted: nil
        }
    }

    /// For a person.
    var words: String {
        switch self {
        case .forever: "for ever"
        case .milliseconds(let kept): "for \(kept) ms"
        case .atLeast(let kept): "for at least \(kept) ms"
        case .compacted: "compacted"
        }
    }
}
