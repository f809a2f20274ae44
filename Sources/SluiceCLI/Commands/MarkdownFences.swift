import SluiceDocument

/// The pipelines in the fences of a Markdown file.
struct MarkdownFences {
    private let source: SourceFile

    init(_ source: SourceFile) { self.source = source }

    /// A pipeline, or a part of one, that stands in a fence.
    struct Fence {
        /// A file in which every line outside the fence is empty, so that lines and columns keep their numbers.
        let text: [UInt8]
        /// Whether it is a part: a list of stages, or some top-level keys without a `version`.
        let isPart: Bool
    }

    /// Each fence marked `yaml` that is a pipeline or a part of one; other YAML is none of ours.
    var pipelines: [Fence] {
        var pipelines: [Fence] = []
        var open: (line: Int, fence: Substring, isYAML: Bool)?
        for number in 1...source.lineCount {
            let line = (source.line(number) ?? "").drop { $0 == " " || $0 == "\t" }
            guard let (start, fence, isYAML) = open else {
                open = Self.opening(line).map { (number, $0.fence, $0.isYAML) }
                continue
            }
            guard line.hasPrefix(fence), line.drop(while: { $0 == fence.first }).allSatisfy(\.isWhitespace)
            else {
                continue
            }
            if isYAML, let pipeline = pipeline(start..<number) { pipelines.append(pipeline) }
            open = nil
        }
        return pipelines
    }

    /// The fence that a line opens: at least three backticks or tildes.
    private static func opening(_ line: Substring) -> (fence: Substring, isYAML: Bool)? {
        guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
        let fence = line.prefix { $0 == mark }
        guard fence.count >= 3 else { return nil }
        let word = line.dropFirst(fence.count).drop { $0 == " " }.prefix { !$0.isWhitespace }
        return (fence, word == "yaml" || word == "yml")
    }

    /// The fence that begins with the first of some lines.
    private func pipeline(_ lines: Range<Int>) -> Fence? {
        let texts = lines.dropFirst().map { source.line($0) ?? "" }
        let isWhole = texts.contains { $0.drop { $0 == " " }.hasPrefix("version:") }
        guard let head = isWhole ? "" : Self.head(of: texts) else { return nil }
        let above = String(repeating: "\n", count: lines.lowerBound - 1)
        let text = above + ([head] + texts).joined(separator: "\n") + "\n"
        return Fence(text: Array(text.utf8), isPart: !isWhole)
    }

    /// What makes a mapping of a part, written where its fence opens; nil when it is no part of a pipeline.
    private static func head(of lines: [String]) -> String? {
        let keys = [
            "stages:", "alerts:", "profiles:", "params:", "secrets:", "universe:", "cycle:", "orders:",
            "on_stop:",
        ]
        if lines.contains(where: { line in keys.contains { line.hasPrefix($0) } }) { return "" }
        guard let first = lines.first(where: { $0.hasPrefix("- ") }),
            lines.contains(where: { $0.contains("uses:") })
        else { return nil }
        return first.contains("uses: alert.") ? "alerts:" : "stages:"
    }
}
