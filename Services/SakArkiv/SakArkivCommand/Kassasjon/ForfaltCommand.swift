import Contracts
import Foundation

/// Lists what is due.
struct ForfaltCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient
    /// Who asks, unless another is named.
    static let identity = "arkivar"

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
    }

    func run() async throws -> ExitCode {
        guard invocation.value("innen") != nil else { throw invocation.usage("--innen is missing: until when?") }
        let names = ["kommune", "innen", "fra", "type", "klasse", "kassasjonsvedtak"]
        let path = Paging.query("/kassasjon/forfalt", names.map { ($0, invocation.value($0)) })
        if invocation.has("csv") { return try await csv(path) }
        var next: String? = path
        var count = 0
        while let current = next {
            let page = try await client.json(.retention, current, as: Self.identity)
            count += show(page.hits)
            if let pending = page["omberegninger"]?.integer, pending > 0, current == path {
                console.note("\(pending) changes of rules are still being worked out; dates of what they concern may be old ones.")
            }
            next = page["neste"]?.text.flatMap { Paging.path($0, after: current) }
        }
        if count == 0, !invocation.has("json") { console.note("Nothing is due by \(invocation.value("innen") ?? "").") }
        return .ok
    }

    private func csv(_ path: String) async throws -> ExitCode {
        let answer = try await client.call("GET", .retention, path, as: Self.identity, headers: ["Accept": "text/csv"])
        console.printRaw(String(decoding: answer.body, as: UTF8.self))
        return .ok
    }

    /// A page; columns line up within it.
    private func show(_ hits: [JSONValue]) -> Int {
        if invocation.has("json") {
            for one in hits { console.print(one.json) }
            return hits.count
        }
        if hits.isEmpty { return 0 }
        var table = Table(["kassasjonsdato", "vedtak", "type", "mappeID", "tittel", "sperret", "systemID"])
        for one in hits {
            table.add([
                Table.Cell(one["kassasjonsdato"]?.plain ?? ""), Table.Cell(one["kassasjonsvedtak"]?["kode"]?.plain ?? ""),
                Table.Cell(one["type"]?.plain ?? ""), Table.Cell(one["mappeID"]?.plain ?? ""),
                Table.Cell(one["tittel"]?.plain ?? "(skjermet)"),
                one["sperret"]?.boolean == true ? Table.Cell("ja", .red) : Table.Cell("nei"), Table.Cell(one["systemID"]?.plain ?? ""),
            ])
        }
        table.lines(console).forEach(console.print)
        return hits.count
    }
}
