import CommitLog
import Contracts
import Domain
import SQLite
import ShardRuntime

/// A number was given to a name.
struct NumberGiven: DomainEvent {
    static let eventType = "number.given"
    var number: Int
    var name: String
}

/// The smallest service there is: gives each name the next number. What the archive's journal numbers are, without the archive.
struct CounterModel: ShardModel {
    struct Defect: Error {}

    let service = "counter"
    let events = EventCatalogue([NumberGiven.self])
    let upstream: [String] = []
    let migrations = [
        Migration(
            number: 1, name: "numbers",
            sql: "CREATE TABLE numbered (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;")
    ]

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        guard case .command(_, let payload) = input.content else { return nil }
        let name = String(decoding: payload, as: UTF8.self)
        if name == "defect" { throw Defect() }
        if name == "refuse" { return ShardDecision(receipts: [receipt(input, type: "refused", number: nil)]) }
        let next = (try shard.database.first("SELECT coalesce(max(number), 0) FROM numbered") { $0.int(0) } ?? 0) + 1
        return ShardDecision(
            events: [NumberGiven(number: next, name: name)], receipts: [receipt(input, type: "numbered", number: next)],
            answer: Answer(body: .int(Int64(next))))
    }

    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision {
        ShardDecision(receipts: [receipt(input, type: "conflict", number: nil)])
    }

    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        ShardDecision(receipts: [receipt(input, type: "defect", number: nil)])
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        guard let event = event as? NumberGiven else { return }
        try database.run("INSERT INTO numbered (number, name) VALUES (?, ?)", .integer(Int64(event.number)), .text(event.name))
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }

    private func receipt(_ input: ShardInput, type: String, number: Int?) -> Receipt {
        var extensions = ["correlationid": input.cause.id ?? ""]
        extensions["traceparent"] = input.traceparent
        return Receipt(
            partner: "p",
            event: CloudEvent(
                id: "r-\(input.cause.id ?? "")", source: "/counter", type: type, extensions: extensions,
                data: number.map { .json(.int(Int64($0))) } ?? .none))
    }
}
