import SluiceDocument

/// The pipelines in the fences of a Markdown file.
struct MarkdownFences {
    private let source: SourceFile

    init(_ source: SourceFile) { self.source = source }

    /// Each fence marked `yaml` that has a `version`, as a file in which every other line is empty: so lines and
    /// columns keep their numbers.
    var pipelines: [[UInt8]] {
        var pipelines: [[UInt8]] = []
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
            if isYAML, let pipeline = pipeline(start + 1..<number) { pipelines.append(pipeline) }
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

    private func pipeline(_ lines: Range<Int>) -> [UInt8]? {
        let texts = lines.map { source.line($0) ?? "" }
        guard texts.contains(where: { $0.drop { $0 == " " }.hasPrefix("version:") }) else { return nil }
        let text = String(repeating: "\n", count: lines.lowerBound - 1) + texts.joined(separator: "\n") + "\n"
        return Array(text.utf8)
    }
}
