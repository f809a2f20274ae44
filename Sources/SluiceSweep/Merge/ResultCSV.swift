/// The merged results as CSV (RFC 4180 with line feeds): a line of names, then a line for each cell in the plan's order.
struct ResultCSV {
    /// The whole file.
    let text: String

    init(_ results: SweepResults) {
        let columns = ResultColumns(results)
        var text = columns.names.map { Self.field($0.name) }.joined(separator: ",") + "\n"
        for index in results.cells.indices {
            text += columns.row(index).map(Self.field).joined(separator: ",") + "\n"
        }
        self.text = text
    }

    private static func field(_ value: ResultColumns.Value) -> String {
        switch value {
        case .whole(let number): "\(number)"
        case .number(let number): "\(number)"
        case .text(let text): field(text)
        case .none: ""
        }
    }

    private static func field(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
            return text
        }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
