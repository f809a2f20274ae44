import SluiceDocument

/// A mapping of another system's file, read key by key; a key that nobody asked for is told of at the end.
struct ForeignMapping {
    private let entries: [Node.Entry]
    private let name: String
    private var known: Set<String> = []

    /// Reads a mapping; anything else is said to be none, and an absent one is empty.
    init(_ node: Node?, _ name: String, _ issues: inout [Diagnostic]) {
        self.name = name
        entries = node?.entries ?? []
        guard let node, node.entries == nil, node.content != .null else { return }
        issues.append(
            Diagnostic(.foreignFile, "\(name) must be a mapping, was \(node.kindInWords)", at: node.span))
    }

    /// The value of a key.
    mutating func node(_ key: String) -> Node? {
        known.insert(key)
        return entries.first { $0.key == key }?.value
    }

    /// The text of a key.
    mutating func text(_ key: String, _ issues: inout [Diagnostic]) -> String? {
        guard let node = node(key), node.content != .null else { return nil }
        if let text = node.text { return text }
        issues.append(
            Diagnostic(.foreignFile, "'\(key)' must be a text, was \(node.kindInWords)", at: node.span))
        return nil
    }

    /// The number of a key within bounds, with its place.
    mutating func number(
        _ key: String, in range: ClosedRange<Double>, _ issues: inout [Diagnostic]
    ) -> ForeignNumber? {
        guard let node = node(key), node.content != .null else { return nil }
        guard let value = node.text.flatMap(Double.init), value.isFinite else {
            issues.append(
                Diagnostic(.foreignFile, "'\(key)' must be a number, was \(node.kindInWords)", at: node.span))
            return nil
        }
        guard range.contains(value) else {
            let bounds = "\(ForeignNumber.text(range.lowerBound)) to \(ForeignNumber.text(range.upperBound))"
            issues.append(
                Diagnostic(
                    .foreignFile, "'\(key)' is \(ForeignNumber.text(value)), outside \(bounds)", at: node.span
                ))
            return nil
        }
        return ForeignNumber(value: value, span: node.span)
    }

    /// The truth of a key, as YAML 1.1 spells it.
    mutating func truth(_ key: String, _ issues: inout [Diagnostic]) -> Bool? {
        guard let node = node(key), node.content != .null else { return nil }
        switch node.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            issues.append(
                Diagnostic(
                    .foreignFile, "'\(key)' must be true or false, was \(node.kindInWords)", at: node.span))
            return nil
        }
    }

    /// Warns of every key that nobody asked for.
    func reportRest(_ issues: inout [Diagnostic]) {
        for entry in entries where !known.contains(entry.key) {
            issues.append(
                Diagnostic(
                    .warning, .notImported, "'\(entry.key)' of \(name) is not imported", at: entry.keySpan,
                    suggestion: nearestName(to: entry.key, among: known.sorted())))
        }
    }
}

/// A number of another system's file.
struct ForeignNumber {
    let value: Double
    let span: SourceSpan

    /// A number as a pipeline file would write it: without a needless fraction or exponent.
    static func text(_ value: Double) -> String {
        let rounded = (value * 1e9).rounded() / 1e9
        if rounded.magnitude < 1e15, rounded == rounded.rounded() { return "\(Int(rounded))" }
        return "\(rounded)"
    }
}
