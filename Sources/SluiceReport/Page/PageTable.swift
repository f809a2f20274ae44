/// A table of HTML; the first column is a row's name, others are numbers unless `texts` says so.
struct PageTable {
    let head: [String]
    let rows: [[String]]
    /// The columns that are words.
    var texts: Set<Int> = [0]

    /// The markup; every cell is escaped.
    var markup: String {
        func cells(_ row: [String], _ tag: String) -> String {
            row.enumerated().map { place, cell in
                let isText = texts.contains(place)
                let isNegative = !isText && tag == "td" && cell.hasPrefix("-")
                let kind = isText ? " class=\"text\"" : isNegative ? " class=\"minus\"" : ""
                return "<\(tag)\(kind)>\(escaped(cell))</\(tag)>"
            }.joined()
        }
        let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined(separator: "\n")
        return """
            <div class="scroll"><table><thead><tr>\(cells(head, "th"))</tr></thead>
            <tbody>
            \(body)
            </tbody></table></div>
            """
    }
}
