/// A table as Markdown writes it.
struct MarkdownTable {
    private let head: [String]
    private let rows: [[String]]

    init(_ head: [String], _ rows: [[String]]) { (self.head, self.rows) = (head, rows) }

    /// The table without a line break at its end; a bar within a cell is escaped.
    var text: String {
        let divider = head.map { _ in "---" }
        return ([head, divider] + rows.map { $0.map(Self.cell) }).map { cells in
            "| " + cells.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing("|", with: "\\|")
    }
}
