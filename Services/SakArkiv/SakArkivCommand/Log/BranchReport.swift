import Contracts

/// What a partition of a commit log says of its branches, for people.
struct BranchReport {
    /// Causes that are told for one branch.
    private static let limitCauses = 20

    let partition: Int64
    /// How many commits hang and are not void.
    let open: Int64
    private let topic: String
    private let service: ServiceName
    private let unlisted: Int64
    private let chains: [JSONValue]
    private let branches: [JSONValue]
    private var hanging: [JSONValue]

    init(_ page: JSONValue, of service: ServiceName) {
        self.service = service
        partition = page["partition"]?.integer ?? 0
        open = page["open"]?.integer ?? 0
        unlisted = page["unlisted"]?.integer ?? 0
        topic = page["topic"]?.text ?? "?"
        (chains, branches, hanging) = (page["chains"]?.elements ?? [], page["branches"]?.elements ?? [], page.hits)
    }

    /// Takes in the hanging commits of the same partition's next page.
    mutating func add(_ next: BranchReport) { hanging += next.hanging }

    func lines(_ console: Console) -> [String] {
        var lines = ["\(topic), partition \(partition)" + (branches.isEmpty && unlisted == 0 ? ": nothing hangs" : "")]
        for chain in chains {
            let sign = branches.contains { $0["kommune"] == chain["kommune"] } ? " " : console.styled("✓", .green)
            lines.append("  \(sign) \(chain["kommune"]?.text ?? "?")  the chain that is followed: \(Self.extent(chain))")
            for branch in branches where branch["kommune"] == chain["kommune"] { lines += describe(branch, console) }
        }
        for branch in branches where !chains.contains(where: { $0["kommune"] == branch["kommune"] }) {
            lines.append("    \(branch["kommune"]?.text ?? "?")  no commit is followed")
            lines += describe(branch, console)
        }
        if unlisted > 0 { lines.append("    and \(unlisted) more commits on branches that are too many to be told") }
        return lines
    }

    private func describe(_ branch: JSONValue, _ console: Console) -> [String] {
        let mine = hanging.filter { $0["branch"] == branch["branch"] }
        let isOpen = branch["void"]?.integer != branch["commits"]?.integer
        let sign = isOpen ? console.styled("✗", .red) : "·"
        var lines = ["    \(sign) branch \(branch["branch"]?.plain ?? "?") hangs: \(Self.extent(branch))", "        \(root(branch))"]
        let effects = Dictionary(mine.map { (Self.effect($0), 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        lines.append("        " + effects.map { "\($0.value) × \($0.key)" }.joined(separator: ", "))
        lines += Self.unanswered(mine).map { "        \($0)" }
        if isOpen, let from = branch["first"]?["offset"]?.plain, let to = branch["last"]?["offset"]?.plain {
            lines.append(
                "        to declare them void: sakarkiv log void --service \(service.rawValue) --kommune \(branch["kommune"]?.text ?? "?") "
                    + "--from \(from) --to \(to) --reason '…'")
        }
        return lines
    }

    private func root(_ branch: JSONValue) -> String {
        guard let parent = branch["parent"], parent != .null else {
            let previous = (branch["previous"]?.text ?? "").prefix(12)
            return "it follows a commit that this log does not have (\(previous)…): written by a store of a history that is lost"
        }
        let place = "sequence \(parent["sequence"]?.plain ?? "?") at offset \(parent["offset"]?.plain ?? "?")"
        return parent["followed"]?.boolean == true
            ? "it follows \(place) of the chain, as the chain itself does" : "it follows \(place), which hangs itself"
    }

    /// The commits whose cause nothing on the followed chain has: what was asked for there was not done.
    static func unanswered(_ commits: [JSONValue]) -> [String] {
        let lost = commits.filter { $0["answered"]?.integer == nil }
        guard !lost.isEmpty else { return commits.isEmpty ? [] : ["what they were about is done on the followed chain too"] }
        var lines = ["\(lost.count) of \(commits.count) were about something that the followed chain does not have; hand it in again:"]
        for commit in lost.prefix(limitCauses) {
            lines.append("  offset \(commit["offset"]?.plain ?? "?")  \(commit["time"]?.text ?? "")  \(cause(commit))")
        }
        if lost.count > limitCauses { lines.append("  and \(lost.count - limitCauses) more: --json has them all") }
        return lines
    }

    private static func cause(_ commit: JSONValue) -> String {
        let cause = commit["cause"] ?? .null
        var words = [cause["source"]?.text, cause["id"]?.text].compactMap(\.self)
        if let topic = cause["topic"]?.text {
            let isThere = commit["causeIsThere"]?.boolean == true
            words.append(
                "(\(topic)/\(cause["partition"]?.plain ?? "?") at \(cause["offset"]?.plain ?? "?"), "
                    + (isThere ? "still there)" : "not there any more)"))
        }
        return words.isEmpty ? "no cause is named" : words.joined(separator: " ")
    }

    private static func effect(_ commit: JSONValue) -> String {
        let effect = commit["effect"] ?? .null
        return effect["ignored"]?.text.map { $0 == "voided" ? "void" : "passed over (\($0))" }
            ?? "every reader stops (\(effect["stops"]?.text ?? "?"))"
    }

    /// `80 commits, sequence 3510–3589, offset 7197–7276, epoch 10, by registry-1, 2026-11-30T16:20:00Z – …`
    private static func extent(_ branch: JSONValue) -> String {
        func span(_ name: String, _ separator: String = "–") -> String {
            let (first, last) = (branch["first"]?[name]?.plain ?? "?", branch["last"]?[name]?.plain ?? "?")
            return first == last ? first : "\(first)\(separator)\(last)"
        }
        let instances = (branch["instances"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
        return
            "\(branch["commits"]?.plain ?? "?") commits, sequence \(span("sequence")), offset \(span("offset")), epoch \(span("epoch")), "
            + "by \(instances.isEmpty ? "nobody known" : instances), \(span("time", " – "))"
    }
}
