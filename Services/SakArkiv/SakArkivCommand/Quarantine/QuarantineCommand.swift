import Contracts
import Foundation

extension CommandSpec {
    /// `sakarkiv quarantine`
    static let quarantine = CommandSpec(
        name: "quarantine", summary: "Messages that could not be understood: list, show, resubmit, discard.",
        discussion:
            "Nothing in quarantine is ever deleted: a message that was resubmitted or discarded is marked so, with who, when and why.",
        subcommands: [
            CommandSpec(
                name: "list", summary: "List what waits.", options: [service, .flag("all", "also what was resubmitted or discarded")],
                action: { try await QuarantineCommand($0, $1).list() }),
            CommandSpec(
                name: "show", summary: "Show one message: why it is here, its headers and bytes.",
                options: [service, .flag("raw", "only the message's bytes, as they came")], positional: .one("ID", "its id, from list"),
                action: { try await QuarantineCommand($0, $1).show() }),
            CommandSpec(
                name: "resubmit", summary: "Send messages through intake again, after the cause is gone.",
                options: [service, .flag("all", "everything that waits")], positional: .any("ID", "their ids"),
                action: { try await QuarantineCommand($0, $1).resubmit() }),
            CommandSpec(
                name: "discard", summary: "Mark messages as not to be handled.",
                options: [service, .value("reason", "TEXT", "why; it is kept with the message")], positional: .many("ID", "their ids"),
                examples: ["sakarkiv quarantine discard 12 --reason 'test message, agreed with the vendor'"],
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
        let id = invocation.positionals[0]
        let message = try await client.json(service, "/quarantine/\(escaped(id))", as: "operator")
        // Bytes that are not base64 cannot come from our service; they are shown as none.
        let raw = message["raw_base64"]?.text.flatMap { Data(base64Encoded: $0) } ?? Data()
        if invocation.has("json") {
            console.print(message.json)
        } else if invocation.has("raw") {
            FileHandle.standardOutput.write(raw)
        } else {
            QuarantinedMessage(message, raw: raw).lines(console).forEach(console.print)
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
        return try await decide(invocation.positionals, "discard", done: "discarded", body: ["reason": .string(reason)])
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
