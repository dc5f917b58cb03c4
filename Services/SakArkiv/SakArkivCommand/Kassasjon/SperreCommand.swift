import Contracts

/// Sets, lifts and lists legal holds.
struct SperreCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let console: Console
    private let client: ServiceClient

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, console, client) = (invocation, context, context.console, try context.client(invocation))
    }

    func set() async throws -> ExitCode {
        let members = ["mappe", "klasse"].compactMap { name in invocation.value(name).map { (name, JSONValue.string($0)) } }
        let keys = [("part-navn", "partNavn"), ("part-id", "partID"), ("person-id", "personID"), ("organisasjons-id", "organisasjonsID")]
        let parts = keys.compactMap { option, key in invocation.value(option).map { ("part", JSONValue.object([key: .string($0)])) } }
        guard (members + parts).count == 1, let (name, value) = (members + parts).first else {
            throw invocation.usage("a hold is on one thing: --mappe, --klasse, or one of the options for a party")
        }
        let body: [String: JSONValue] = ["gjelder": .object([name: value]), "begrunnelse": .string(try reason())]
        return try await post("/kassasjon/sperrer", body, "is held from now on")
    }

    func lift() async throws -> ExitCode {
        try await post("/kassasjon/sperrer/\(invocation.positionals[0])/opphev", ["begrunnelse": .string(try reason())], "is lifted")
    }

    func list() async throws -> ExitCode {
        let path = Paging.query(
            "/kassasjon/sperrer", [("kommune", invocation.value("kommune")), ("staar", invocation.has("staar") ? "true" : nil)])
        let found = try await client.pages(.retention, path, as: ForfaltCommand.identity)
        if invocation.has("json") {
            for one in found { console.print(one.json) }
            return .ok
        }
        var table = Table(["systemID", "gjelder", "satt", "opphevet", "begrunnelse"])
        for one in found {
            let (kind, value) = one["gjelder"]?.members?.first ?? ("", .null)
            let what = value.plain ?? value.members?.map { "\($0.key) \($0.value.plain ?? "")" }.first ?? ""
            table.add([
                Table.Cell(one["systemID"]?.plain ?? ""), Table.Cell("\(kind) \(what)"),
                Table.Cell("\((one["sattDato"]?.plain ?? "").prefix(10)) \(one["sattAv"]?.plain ?? "")"),
                Table.Cell("\((one["opphevetDato"]?.plain ?? "").prefix(10)) \(one["opphevetAv"]?.plain ?? "")"),
                Table.Cell(one["begrunnelse"]?.plain ?? ""),
            ])
        }
        if table.isEmpty { console.note("No legal holds.") } else { table.lines(console).forEach(console.print) }
        return .ok
    }

    private func reason() throws -> String {
        guard let reason = invocation.value("begrunnelse"), !reason.isEmpty else {
            throw invocation.usage("--begrunnelse is missing: say why")
        }
        return reason
    }

    private func post(_ path: String, _ body: [String: JSONValue], _ done: String) async throws -> ExitCode {
        // A repeat after a lost answer is the same wish.
        let answer = try await client.json(
            "POST", .retention, Paging.query(path, [("kommune", invocation.value("kommune"))]), as: ForfaltCommand.identity,
            headers: ["Idempotency-Key": context.newID()], body: .object(body))
        console.print(invocation.has("json") ? answer.json : "\(answer["systemID"]?.plain ?? "") \(done)")
        return .ok
    }
}
