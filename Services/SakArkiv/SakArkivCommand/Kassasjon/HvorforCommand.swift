import Contracts

/// Says which date an object has, and why.
struct HvorforCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
    }

    func run() async throws -> ExitCode {
        let path = Paging.query("/kassasjon/\(invocation.positionals[0])", [("kommune", invocation.value("kommune"))])
        let why = try await client.json(.retention, path, as: ForfaltCommand.identity)
        if invocation.has("json") {
            console.print(why.json)
        } else {
            lines(why).forEach(console.print)
        }
        return .ok
    }

    private func lines(_ why: JSONValue) -> [String] {
        func text(_ name: String) -> String { why[name]?.plain ?? "" }
        var lines = [
            [text("type"), text("mappeID"), text("registreringsID"), text("klasseID"), text("tittel")].filter { !$0.isEmpty }.joined(
                separator: " ")
        ]
        lines.append("  " + outcome(why))
        if why["omberegnes"]?.boolean == true {
            lines.append("  a change is being worked out; the committed date is still \(why["forrigeKassasjonsdato"]?.plain ?? "none")")
        }
        for ledd in why["kjede"]?.elements ?? [] { lines += Self.ledd(ledd, console) }
        for sperre in why["sperrer"]?.elements ?? [] {
            let reason = [sperre["begrunnelse"]?.plain, sperre["sattAv"]?.plain.map { "set by \($0)" }].compactMap { $0 }.joined(
                separator: ", ")
            lines.append("  " + console.styled("legal hold", .red) + " since \((sperre["sattDato"]?.plain ?? "").prefix(10)): \(reason)")
        }
        return lines
    }

    private func outcome(_ why: JSONValue) -> String {
        func text(_ name: String) -> String { why[name]?.plain ?? "" }
        let vedtak = why["kassasjonsvedtak"]?["kodenavn"]?.plain ?? ""
        switch text("tilstand") {
        case "datert":
            let from = why["bevaringstid"] == nil ? "" : ": closed \(text("startdato")), kept \(text("bevaringstid")) years"
            return console.styled("\(vedtak) \(text("kassasjonsdato"))", .yellow) + from
        case "bevares": return "\(vedtak): kept for ever"
        case "aapen" where ["arkivdel", "klasse"].contains(text("type")):
            return "\(vedtak)" + (why["bevaringstid"] == nil ? "" : ", \(text("bevaringstid")) years after a mappe in it is closed")
        case "aapen": return "\(vedtak): no date yet, the mappe is open"
        case "ingenVedtak": return "no decision reaches it"
        case "utenBevaringstid": return "\(vedtak), but the decision says neither for how long nor until when"
        case "presedens": return "\(vedtak), but a precedent is never disposed of (krav 6.1.20)"
        case "utenforKalenderen": return "\(vedtak), but the date would lie beyond the year 9999"
        case "sloeyfe":
            return console.styled("retention_loop", .red) + ": what it lies in forms a ring: "
                + (why["sloeyfe"]?.elements ?? []).compactMap(\.plain).joined(separator: ", ")
        case "": return "graded: why is told to those who are cleared for it"
        default: return text("tilstand")
        }
    }

    private static func ledd(_ ledd: JSONValue, _ console: Console) -> [String] {
        func text(_ name: String) -> String { ledd[name]?.plain ?? "" }
        let does =
            switch text("virkning") {
            case "gjelder": console.styled("applies", .green)
            case "overstyrt": console.styled("overridden", .dim)
            case "arvesIkke": console.styled("not inherited (krav 6.1.9)", .dim)
            case "stopperVedMappe": console.styled("inherited to mapper only (krav 6.1.10)", .dim)
            default: text("virkning")
            }
        let name = [text("type"), text("klasseID"), text("tittel")].filter { !$0.isEmpty }.joined(separator: " ")
        let until =
            ledd["kassasjonsdato"] == nil
            ? (ledd["bevaringstid"] == nil ? "" : ", \(text("bevaringstid")) years") : ", until \(text("kassasjonsdato"))"
        let law = ledd["kassasjonshjemmel"] == nil ? "" : ", \(text("kassasjonshjemmel"))"
        var lines = ["  - \(name): \(ledd["kassasjonsvedtak"]?["kodenavn"]?.plain ?? "")\(until)\(law)  \(does)"]
        lines.append(
            "    decided \(text("vedtattDato").prefix(10)) by \(text("vedtattAv"))"
                + (ledd["begrunnelse"] == nil ? "" : ": \(text("begrunnelse"))"))
        return lines
    }
}
