import Contracts
import Foundation

extension CommandSpec {
    /// `sakarkiv quarantine`
    static let quarantine = CommandSpec(
        name: "quarantine", summary: "Messages that could not be understood: list, show, resubmit, discard.",
        discussion:
            """
            A message that was resubmitted or discarded is marked so, with who, when and why. What nobody acts on in
            its time (SAKARKIV_QUARANTINE_DAYS) is discarded by the service, with the reason «expired».
            """,
        subcommands: [
            CommandSpec(
                name: "list", summary: "List what waits.", options: [service, .flag("all", "also what was resubmitted or discarded")],
                action: { try await QuarantineCommand($0, $1).list() }),
            CommandSpec(
                name: "show", summary: "Show why one message is here, and where it came from.",
                discussion:
                    """
                    Its content is for an arkivar who acts for the municipality and is cleared for everything; the
                    service's log says who has seen it.
                    """,
                options: [
                    service, .flag("content", "also its headers and bytes (as arkivar)"),
                    .flag("raw", "only the message's bytes, as they came (as arkivar)"),
                ],
                positional: .one("ID", "its id, from list"),
                action: { try await QuarantineCommand($0, $1).show() }),
            CommandSpec(
                name: "resubmit", summary: "Send messages through intake again, after the cause is gone.",
                options: [service, .flag("all", "everything that waits")], positional: .any("ID", "their ids"),
                action: { try await QuarantineCommand($0, $1).resubmit() }),
            CommandSpec(
                name: "discard", summary: "Mark messages as not to be handled.",
                options: [
                    service, .value("reason", "TEXT", "why; it is kept with each message"),
                    .flag("all", "everything that waits, of the municipalities you act for; or only what the next three say"),
                    .value("kommune", "ORGNR", "with --all: only of this municipality"),
                    .value("code", "CODE", "with --all: only with this code as the first reason"),
                    .value("older-than", "DAYS", "with --all: only what came more than so many days ago"),
                ], positional: .any("ID", "their ids"),
                examples: [
                    "sakarkiv quarantine discard 12 --reason 'test message, agreed with the vendor'",
                    "sakarkiv quarantine discard --all --code not_json --older-than 7 --reason 'vendor has mended it'",
                ],
                action: { try await QuarantineCommand($0, $1).discard() }),
        ])

    private static let service = OptionSpec.value("service", "NAME", "whose quarantine (registry)")
}

/// Looks into quarantine and decides about what lies there.
struct QuarantineCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient
    private let service: ServiceName

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
        service = try ServiceName.named(invocation, default: .registry)
    }

    func list() async throws -> ExitCode {
        let found = try await messages(all: invocation.has("all"))
        if invocation.has("json") {
            for one in found { console.print(one.json) }
            return .ok
        }
        guard !found.isEmpty else {
            console.note("Nothing in quarantine.")
            return .ok
        }
        var table = Table(["id", "received", "from", "bytes", "state", "why"], right: [3])
        for one in found {
            let place = [one["topic"], one["partition"], one["offset"]].compactMap { $0?.plain }.joined(separator: " ")
            let reasons = one["reason"]?.elements ?? []
            let why = (reasons.first?["message"]?.text ?? "") + (reasons.count > 1 ? " (+\(reasons.count - 1))" : "")
            table.add([
                .init(one["id"]?.plain ?? ""), .init(String((one["received"]?.text ?? "").prefix(19))), .init(place),
                .init(one["bytes"]?.plain ?? ""),
                .init(one["state"]?.text ?? "", one["state"]?.text == "open" ? .yellow : .dim), .init(why),
            ])
        }
        table.lines(console).forEach(console.print)
        return .ok
    }

    func show() async throws -> ExitCode {
        let path = "/quarantine/\(escaped(invocation.positionals[0]))"
        if invocation.has("raw") {
            FileHandle.standardOutput.write(QuarantinedMessage.raw(try await client.json(service, "\(path)/content", as: "arkivar")))
            return .ok
        }
        let message = try await client.json(service, path, as: invocation.has("content") ? "arkivar" : "operator")
        let content = invocation.has("content") ? try await client.json(service, "\(path)/content", as: "arkivar") : nil
        if invocation.has("json") {
            let members = (message.members ?? [:]).merging(content?.members ?? [:]) { known, _ in known }
            console.print(JSONValue.object(members).json)
        } else {
            QuarantinedMessage(message, content: content).lines(console).forEach(console.print)
        }
        return .ok
    }

    func resubmit() async throws -> ExitCode {
        guard invocation.has("all") != !invocation.positionals.isEmpty else {
            throw invocation.usage("which ones? Give their ids, or --all")
        }
        let ids = invocation.has("all") ? try await messages(all: false).compactMap { $0["id"]?.plain } : invocation.positionals
        return try await decide(ids, "resubmit", done: "resubmitted", body: nil)
    }

    func discard() async throws -> ExitCode {
        guard let reason = invocation.value("reason"), !reason.isEmpty else {
            throw invocation.usage("--reason is missing: it is kept with the message")
        }
        guard invocation.has("all") != !invocation.positionals.isEmpty else {
            throw invocation.usage("which ones? Give their ids, or --all")
        }
        if invocation.has("all") { return try await discardAll(because: reason) }
        if let filter = ["kommune", "code", "older-than"].first(where: { invocation.value($0) != nil }) {
            throw invocation.usage("--\(filter) goes with --all")
        }
        return try await decide(invocation.positionals, "discard", done: "discarded", body: ["reason": .string(reason)])
    }

    /// Asks again until nothing is left: one request discards no more than the service allows.
    private func discardAll(because reason: String) async throws -> ExitCode {
        var body: [String: JSONValue] = ["reason": .string(reason)]
        if let kommune = invocation.value("kommune") { body["kommune"] = .string(kommune) }
        if let code = invocation.value("code") { body["code"] = .string(code) }
        if let days = invocation.value("older-than") {
            guard let number = Int64(days), number >= 0 else {
                throw invocation.usage("--older-than takes a number of days, not «\(days)»")
            }
            body["olderThanDays"] = .int(number)
        }
        var (count, isMore) = (Int64(0), true)
        while isMore {
            let answer = try await client.json("POST", service, "/quarantine/discard", as: "operator", body: .object(body))
            let discarded = answer["discarded"]?.integer ?? 0
            count += discarded
            isMore = discarded > 0 && answer["more"]?.boolean == true
        }
        console.print(invocation.has("json") ? JSONValue.object(["discarded": .int(count)]).json : "\(count) discarded")
        return .ok
    }

    private func messages(all: Bool) async throws -> [JSONValue] {
        let found = try await client.pages(service, "/quarantine", as: "operator")
        return all ? found : found.filter { ($0["state"]?.text ?? "open") == "open" }
    }

    /// Decides about each; a refusal of one does not stop the others.
    private func decide(_ ids: [String], _ verb: String, done: String, body: JSONValue?) async throws -> ExitCode {
        var refused = 0
        for id in ids {
            do {
                let answer = try await client.json("POST", service, "/quarantine/\(escaped(id))/\(verb)", as: "operator", body: body ?? [:])
                if invocation.has("json") {
                    console.print(JSONValue.object(["id": .string(id), "state": .string(done), "answer": answer]).json)
                } else {
                    console.print("\(id) \(done)")
                }
            } catch let problem as Problem where problem.exitCode == .refused {
                refused += 1
                console.note("\(id): " + problem.lines.joined(separator: "\n"))
            }
        }
        if ids.isEmpty { console.note("Nothing in quarantine.") }
        return refused == 0 ? .ok : .refused
    }

    private func escaped(_ id: String) -> String {
        id.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? id
    }
}
