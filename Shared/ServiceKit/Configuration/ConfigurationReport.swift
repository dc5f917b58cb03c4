/// The table on a screen: for `--help` with the defaults, for `--check-config` with the effective values.
struct ConfigurationReport {
    let table: ConfigurationTable

    /// Every key with default, unit and purpose.
    var keys: String {
        columns(
            [["KEY", "DEFAULT", "UNIT", "SECRET", "WHAT IT IS FOR"]]
                + table.keys.map { key in
                    [
                        key.name, shown(key.defaultText), shown(key.unit), key.isSecret ? "secret" : "-",
                        "\(key.description) (\(key.accepts))",
                    ]
                })
    }

    /// Every key with its value and where that came from; secrets are masked.
    func values(_ configuration: Configuration) -> String {
        columns(
            [["KEY", "VALUE", "FROM", "DEFAULT", "UNIT", "WHAT IT IS FOR"]]
                + table.keys.map { key in
                    let entry = configuration.entries[key.name]
                    let text = entry?.text ?? ""
                    return [
                        key.name, key.isSecret && !text.isEmpty ? "********" : shown(text), entry?.origin.rawValue ?? "-",
                        shown(key.defaultText), shown(key.unit), key.description,
                    ]
                })
    }

    private func shown(_ text: String) -> String { text.isEmpty ? "-" : text }

    private func columns(_ rows: [[String]]) -> String {
        let widths = rows.reduce(into: [Int](repeating: 0, count: rows.first?.count ?? 0)) { widths, row in
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        return rows.map { row in
            row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
