import CommitLog
import Contracts
import Domain

/// Branches of a commit log as JSON.
enum BranchJSON {
    /// A branch; a hanging one has its number.
    static func of(_ branch: LogBranch, number: Int? = nil) -> JSONValue {
        var json: [String: JSONValue] = [
            "kommune": .string(branch.kommune.rawValue), "commits": .int(Int64(clamping: branch.commits)),
            "instances": .array(branch.instances.map(JSONValue.string)), "previous": .string(branch.previous),
            "first": of(branch.first), "last": of(branch.last),
        ]
        guard let number else { return .object(json) }
        json["branch"] = .int(Int64(number))
        json["void"] = .int(Int64(clamping: branch.voided))
        json["parent"] =
            branch.parent.map {
                ["offset": .int($0.offset), "sequence": .int(Int64(clamping: $0.sequence)), "followed": .bool($0.isFollowed)]
            } ?? .null
        return .object(json)
    }

    /// A hanging commit.
    static func of(_ commit: HangingCommit) -> [String: JSONValue] {
        guard case .object(var json) = of(commit.point) else { return [:] }
        json["branch"] = .int(Int64(commit.branch + 1))
        json["kommune"] = .string(commit.kommune.rawValue)
        json["void"] = .bool(commit.isVoid)
        switch commit.effect {
        case .ignored(let reason): json["effect"] = ["ignored": .string(reason.rawValue)]
        case .stops(let expected): json["effect"] = ["stops": "sequence_gap", "expected": .int(Int64(clamping: expected))]
        }
        json["answered"] = commit.answered.map { .int(Int64(clamping: $0)) } ?? .null
        var cause: [String: JSONValue] = [:]
        cause["topic"] = commit.cause.topic.map(JSONValue.string)
        cause["partition"] = commit.cause.partition.map { .int(Int64($0)) }
        cause["offset"] = commit.cause.offset.map(JSONValue.int)
        cause["source"] = commit.cause.source.map(JSONValue.string)
        cause["id"] = commit.cause.id.map(JSONValue.string)
        json["cause"] = .object(cause)
        return json
    }

    private static func of(_ point: LogBranch.Point) -> JSONValue {
        [
            "offset": .int(point.offset), "sequence": .int(Int64(clamping: point.sequence)),
            "epoch": .int(Int64(clamping: point.epoch)), "hash": .string(point.hash), "time": .string(point.time.description),
        ]
    }
}
