import CommitLog
import Contracts
import Domain
import SQLite
import Testing

@testable import ShardRuntime

struct CommandCatalogueTests {
    private struct Count: ShardCommand {
        static let commandType = "test.count"
        var upTo: Int

        func decide(in shard: ShardContext) throws -> ShardDecision {
            guard upTo > 0 else {
                throw Rejection(.ugyldigforespoersel, [Fault(pointer: "/upTo", code: "too_few", message: "count to one at least")])
            }
            return ShardDecision(answer: Answer(body: .int(Int64(upTo))))
        }
    }

    private struct Name: Command {
        static let commandType = "test.name"
        var title: String
    }

    private let catalogue = CommandCatalogue([
        .command(Count.self),
        .given(Name.self) { command, _, circumstances in Decision([], reply: "\(circumstances.actor): \(command.title)") },
    ])

    private func decide(_ name: String, _ payload: String) throws -> ShardDecision {
        let shard = ShardContext(
            kommune: try #require(Organisasjonsnummer("970540008")), database: try Database(path: ":memory:"),
            now: Tidspunkt(milliseconds: 0),
            isEmpty: false, apply: { _ in }, nextID: { preconditionFailure("no ids") })
        return try catalogue.decide(name, Array(payload.utf8), in: shard)
    }

    @Test func `a command is decided by its stable name, and what it refuses is answered with its reasons`() throws {
        #expect(try decide("test.count", #"{"upTo": 3}"#).answer?.body == .int(3))
        #expect(try decide("test.count", #"{"upTo": 0}"#).answer?.rejection?.faults.map(\.code) == ["too_few"])
        #expect(catalogue.names == ["test.count", "test.name"])
    }

    @Test func `a given command is decided for whoever gives it`() throws {
        #expect(try decide("test.name", #"{"actor": "kari", "command": {"title": "Skole"}}"#).answer?.body == "kari: Skole")
    }

    @Test func `a name that nobody knows is told as such`() throws {
        #expect(throws: UnknownCommand.self) { try decide("test.other", "{}") }
    }
}
