import ServiceKit

/// The matrix as Markdown, for people.
enum AccessMatrixText {
    static func text(_ rows: [ServiceName: [AnsweredRow]]) -> String {
        let perService = RunningSuite.names.map { (service: $0, rows: merged(rows[$0] ?? [])) }
        let lines = perService.map { $0.rows.map(line) }
        // What all services answer alike stands once.
        let common = Set(lines.dropFirst().reduce(Set(lines.first ?? [])) { $0.intersection($1) })
        var text = intro
        for (service, made) in zip(perService.map(\.service), lines) {
            text += "\n## \(service)\n\n" + head + made.filter { !common.contains($0) }.joined()
        }
        return text + "\n## Every service\n\n" + head + (lines.first ?? []).filter(common.contains).joined()
    }

    /// Neighbours of one route that are answered alike are one row.
    private static func merged(_ rows: [AnsweredRow]) -> [AnsweredRow] {
        rows.reduce(into: []) { merged, row in
            guard let last = merged.last, last.route == row.route, last.texts == row.texts else { return merged.append(row) }
            merged[merged.count - 1].about = about(last.about, row.about)
        }
    }

    /// `open, not ready` and `screened, not ready` are `open, screened, not ready`.
    private static func about(_ left: String, _ right: String) -> String {
        let (mine, theirs) = (left.components(", "), right.components(", "))
        guard let note = mine.last, mine.count > 1, note == theirs.last else { return "\(left), \(right)" }
        return (mine.dropLast() + theirs.dropLast() + [note]).joined(separator: ", ")
    }

    private static func line(_ row: AnsweredRow) -> String {
        "| `\(row.route)` | \(row.about) | \(row.texts.joined(separator: " | ")) |\n"
    }

    private static var head: String {
        let readers = AccessReader.all.map { $0.isElsewhere ? "elsewhere: \($0.heading)" : $0.heading }
        let columns = ["Route", "What is asked for", "nobody"] + readers
        return "| \(columns.joined(separator: " | ")) |\n|\(String(repeating: "---|", count: columns.count))\n"
    }

    private static var intro: String {
        let readers = AccessReader.all.map { "- **\($0.isElsewhere ? "elsewhere: " : "")\($0.heading)**: \($0.meaning)" }
        return """
            # Who is answered what

            Made by asking a running suite (`Tests/TilgangTests/Matrise`); do not edit. `SAKARKIV_REWRITE_GENERATED=1 swift test --filter AccessMatrixTests`
            makes it anew; without it the test fails where a service answers otherwise than here, or serves a route that is not here.

            Everything asked for lies in one municipality (Hamar). A partner sent three cases, each with a journalpost, a document and a file: one
            **open**, one **screened** (tilgangsrestriksjon 13, with titles for the public) and one **graded** (F, «Fortrolig», with such titles too).

            A cell says the status, and behind it how much of the object the answer shows:

            - `whole`: its title, and what else there is; of a file its bytes
            - `redacted`: what the public may know of it: numbers, dates, statuses, the title for the public
            - `exists`: only that it is there, and under which number
            - `nothing`: no word and no number of it; in lists that it is not among the rest

            After a status that refuses nothing is shown. 400, 409 and 422 say: they may, but what was sent asks on purpose for what cannot be done;
            other writes say what is so already, or the same for all: no cell changes another. 404 is also what is answered where somebody may not
            know that there is something.

            The columns:

            - **nobody**: no token, and a token that nobody has; both are answered the same unless two answers stand there
            \(readers.joined(separator: "\n"))

            Those **elsewhere** may act for another municipality (Løten) alone. Where two answers stand in their columns, the first is to `?kommune=` (or
            whatever names it) with Hamar, the second to the same request without it, which then is about their own municipality.

            """
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
