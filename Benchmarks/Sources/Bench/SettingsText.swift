import SluiceDocument

/// Settings of one level as nodes, without a YAML reader: `{ path: a.csv, interval: 1m }`.
enum SettingsText {
    static func node(_ text: String, in file: String) throws -> (node: Node, issues: [Diagnostic]) {
        let span = SourceSpan(file: file, line: 1, column: 1)
        let entries = text.dropFirst(1).dropLast(1).split(separator: ",").map { pair in
            let parts = pair.split(separator: ":", maxSplits: 1).map { part in
                String(part.filter { $0 != " " })
            }
            return Node.Entry(
                key: parts[0], keySpan: span, value: Node(.scalar(parts[1], quoted: false), at: span))
        }
        return (Node(.mapping(entries), at: span), [])
    }
}
