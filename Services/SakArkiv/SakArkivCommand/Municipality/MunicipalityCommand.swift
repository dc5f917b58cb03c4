import Contracts
import Domain

extension CommandSpec {
    /// `sakarkiv municipality`
    static let municipality = CommandSpec(
        name: "municipality", summary: "The municipalities of this installation: add one, list them.",
        subcommands: [
            CommandSpec(
                name: "add", summary: "Add a municipality: its own store, number series and archive.",
                discussion: "Adding one that is there already changes nothing and succeeds.",
                options: [
                    .value("kommunenummer", "NNNN", "the four digits of Kartverket; required"),
                    .value("navn", "NAME", "its name; required"),
                    .flag("demo", "also an archive, an arkivdel and a small K-code classification with disposal rules"),
                ],
                positional: .one("ORGNR", "its organisasjonsnummer, nine digits"),
                examples: ["sakarkiv municipality add 970540008 --kommunenummer 3403 --navn Hamar"],
                action: { try await MunicipalityCommand($0, $1).add() }),
            CommandSpec(
                name: "list", summary: "List the municipalities.",
                action: { try await MunicipalityCommand($0, $1).list() }),
        ])
}

/// Adds and lists municipalities.
struct MunicipalityCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
    }

    func add() async throws -> ExitCode {
        guard let orgnr = Organisasjonsnummer(invocation.positionals[0]) else {
            throw invocation.usage("«\(invocation.positionals[0])» is not an organisasjonsnummer: nine digits, the last one a check digit")
        }
        guard let number = invocation.value("kommunenummer"), number.count == 4, number.allSatisfy(\.isNumber) else {
            throw invocation.usage("--kommunenummer needs four digits")
        }
        guard let name = invocation.value("navn"), !name.isEmpty else { throw invocation.usage("--navn is missing") }
        let municipality = Municipality(organisasjonsnummer: orgnr.rawValue, kommunenummer: number, navn: name)
        let outcome = try await Self.add(municipality, demo: invocation.has("demo"), client)
        if invocation.has("json") {
            console.print(outcome.answer.json)
        } else {
            console.print("\(name) (\(orgnr)) \(outcome.isNew ? "added" : "was there already")")
        }
        return .ok
    }

    func list() async throws -> ExitCode {
        let found = try await client.pages(.registry, "/kommuner", as: "operator")
        if invocation.has("json") {
            for one in found { console.print(one.json) }
            return .ok
        }
        var table = Table(["organisasjonsnummer", "kommunenummer", "navn"])
        for one in found {
            table.add(["organisasjonsnummer", "kommunenummer", "navn"].map { Table.Cell(one[$0]?.plain ?? "") })
        }
        if table.isEmpty {
            console.note("No municipalities yet: sakarkiv municipality add")
        } else {
            table.lines(console).forEach(console.print)
        }
        return .ok
    }

    /// Adds one; a municipality that is there already is no fault.
    static func add(_ one: Municipality, demo: Bool, _ client: ServiceClient) async throws -> (isNew: Bool, answer: JSONValue) {
        let there = try await client.pages(.registry, "/kommuner", as: "operator")
        if let found = there.first(where: { $0["organisasjonsnummer"]?.text == one.organisasjonsnummer }) { return (false, found) }
        var body: [String: JSONValue] = [
            "organisasjonsnummer": .string(one.organisasjonsnummer), "kommunenummer": .string(one.kommunenummer), "navn": .string(one.navn),
        ]
        if demo { body["demo"] = true }
        // The same municipality is the same wish: a repeat after a lost answer adds nothing.
        let key = ["Idempotency-Key": "sakarkiv-municipality-\(one.organisasjonsnummer)"]
        return (true, try await client.json("POST", .registry, "/kommuner", as: "operator", headers: key, body: .object(body)))
    }
}

/// A municipality as `POST /kommuner` wants it.
struct Municipality: Sendable, Equatable {
    let organisasjonsnummer: String
    let kommunenummer: String
    let navn: String
}
