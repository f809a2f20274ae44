/// Columns of text, each as wide as its widest cell.
enum TextTable {
    /// The lines of a table whose first row is its head; columns of `numbers` end at one place.
    static func lines(_ rows: [[String]], numbers: PartialRangeFrom<Int>? = nil) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
                return numbers?.contains(column) == true ? blanks + cell.0 : cell.0 + blanks
            }
            return cells.joined(separator: "  ").droppingBlanksAtEnd
        }
    }
}

extension String {
    fileprivate var droppingBlanksAtEnd: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
