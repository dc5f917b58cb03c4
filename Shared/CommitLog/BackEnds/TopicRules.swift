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
        if case .milliseconds(let kept) = retention, kept < 1 { return "\(name): retention of \(kept) ms" }
        return nil
    }

    /// How an existing topic differs from what is wanted; nil when it does not.
    func difference(from existing: TopicSettings) -> String? {
        var faults: [String] = []
        if existing.partitions != partitions { faults.append("has \(existing.partitions) partitions, wanted \(partitions)") }
        if existing.retention != retention { faults.append("keeps records \(existing.retention.words), wanted \(retention.words)") }
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
    /// For a person.
    var words: String {
        switch self {
        case .forever: "for ever"
        case .milliseconds(let kept): "for \(kept) ms"
        case .compacted: "compacted"
        }
    }
}
