import Contracts

/// Makes the catalogue of event types out of schemas and examples.
enum CatalogGenerator {
    static func text() throws -> String {
        var lines = [
            "# Catalogue of events",
            "",
            "Made from the schemas and examples in this folder; do not edit. A file's name is the event type it describes: `Schemas/<type>.schema.json`",
            "describes the event's `data`, `Examples/<type>/` shows whole events. The envelope is a CloudEvent 1.0 (`Schemas/cloudevent.schema.json`).",
            "",
        ]
        let types = Contracts.schemaNames.filter { $0.hasPrefix("no.") }
        let groups: [(title: String, topic: String, types: [String])] = [
            (
                "What partners send", "`inbound.<partner>`, or `POST /cloudevents` (which puts them on `posted.<partner>`)",
                types.filter { $0.hasSuffix(".arkivmelding.opprett") }
            ),
            (
                "What partners get back", "`receipts.<partner>`, or `GET /receipts`",
                types.filter {
                    $0.hasPrefix("no.ks.") && !$0.hasSuffix(".arkivmelding.opprett") || $0.hasPrefix("no.sakarkiv.documents.kvittering.")
                }
            ),
            ("What everybody may know", "`registry.events`", types.filter { $0.hasPrefix("no.sakarkiv.registry.") }),
            (
                "What everybody may know of files", "`documents.events`",
                types.filter { $0.hasPrefix("no.sakarkiv.documents.") && !$0.hasPrefix("no.sakarkiv.documents.kvittering.") }
            ),
            ("What becomes of it", "`retention.events`", types.filter { $0.hasPrefix("no.sakarkiv.retention.") }),
            (
                "What webhooks carry", "no topic: sent to the subscriber's address",
                types.filter { $0.hasPrefix("no.sakarkiv.notifications.") }
            ),
        ]
        for group in groups {
            lines += ["## \(group.title)", "", "On \(group.topic).", "", "| Type | What it says |", "|---|---|"]
            for type in group.types {
                let schema = Contracts.schema(named: type) ?? .null
                lines.append("| [`\(type)`](Schemas/\(type).schema.json) | \(schema["description"]?.text ?? "") |")
            }
            lines.append("")
        }
        for group in groups { for type in group.types { lines += section(type) } }
        lines += ["## The commit log", "", "The suite's own; described for auditors.", "", "| Schema | What it describes |", "|---|---|"]
        for name in ["commit-header", "claim", "void-decision"] {
            lines.append("| [`\(name)`](Schemas/\(name).schema.json) | \(Contracts.schema(named: name)?["description"]?.text ?? "") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ type: String) -> [String] {
        let schema = Contracts.schema(named: type) ?? .null
        var lines = ["### `\(type)`", "", schema["description"]?.text ?? "", ""]
        let shape = schema["properties"] == nil ? schema["$defs"]?["arkivmelding"] ?? .null : schema
        if let properties = shape["properties"]?.members {
            let required = Set((shape["required"]?.elements ?? []).compactMap(\.text))
            lines += ["| Member | | Content |", "|---|---|---|"]
            for name in properties.keys.sorted() {
                lines.append("| `\(name)` | \(required.contains(name) ? "required" : "") | \(content(properties[name] ?? .null)) |")
            }
            lines.append("")
        }
        let examples = Contracts.examples(of: type).map { "[\($0.name.dropLast(5))](Examples/\(type)/\($0.name))" }
        return lines + ["Examples: \(examples.joined(separator: ", "))", ""]
    }

    private static func content(_ schema: JSONValue) -> String {
        let kind: String
        if let reference = schema["$ref"]?.text {
            kind = String(reference.split(separator: "/").last ?? "")
        } else if let choices = schema["oneOf"]?.elements {
            kind = choices.map(content).joined(separator: " or ")
        } else if let constant = schema["const"] {
            kind = "`\(constant.text ?? constant.json)`"
        } else if let format = schema["format"]?.text {
            kind = format
        } else if let items = schema["items"] {
            kind = "list of \(content(items))"
        } else {
            kind = schema["type"]?.text ?? "anything"
        }
        guard let description = schema["description"]?.text else { return kind }
        return "\(kind). \(description)"
    }
}
