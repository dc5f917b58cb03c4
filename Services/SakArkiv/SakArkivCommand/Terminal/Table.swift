/// Columns that line up, for people.
struct Table {
    /// One cell; its style does not count for the width.
    struct Cell {
        let text: String
        var styles: [Console.Style] = []

        init(_ text: String, _ styles: Console.Style...) { (self.text, self.styles) = (text, styles) }
    }

    private let header: [String]
    private var rows: [[Cell]] = []
    /// Columns whose figures stand to the right.
    private let right: Set<Int>

    init(_ header: [String], right: Set<Int> = []) { (self.header, self.right) = (header, right) }

    /// Adds a row; it has as many cells as the header.
    mutating func add(_ cells: [Cell]) { rows.append(cells) }

    /// Is there anything to show?
    var isEmpty: Bool { rows.isEmpty }

    /// The lines, header first.
    func lines(_ console: Console) -> [String] {
        let all = [header.map { Cell($0, .dim) }] + rows
        let widths = header.indices.map { column in all.map { $0[column].text.count }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.text.count)
                let styled = cell.styles.reduce(cell.text) { console.styled($0, $1) }
                if right.contains(column) { return padding + styled }
                return column == header.count - 1 ? styled : styled + padding
            }.joined(separator: "  ")
        }
    }
}
