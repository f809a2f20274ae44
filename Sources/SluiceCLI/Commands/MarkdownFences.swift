import SluiceDocument
import SluiceFiles
import SluiceKit

/// The pipelines in the fences of a Markdown file.
enum MarkdownFences {
    /// Each fence marked `yaml` that has a `version:` at its beginning of a line, as a file in which every other line
    /// is empty: so the lines keep their numbers.
    static func pipelines(in path: String) -> [[UInt8]] {
        guard let bytes = try? ProjectFiles.readAnywhere(path, limit: PipelineArguments.fileLimit) else {
            return []
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        var pipelines: [[UInt8]] = []
        var start: Int?
        for (number, line) in lines.enumerated() {
            if let first = start, line.hasPrefix("```") {
                let body = lines[(first + 1)..<number]
                if body.contains(where: { $0.hasPrefix("version:") }) {
                    let text = String(repeating: "\n", count: first + 1) + body.joined(separator: "\n") + "\n"
                    pipelines.append(Array(text.utf8))
                }
                start = nil
            } else if start == nil, line == "```yaml" || line.hasPrefix("```yaml ") {
                start = number
            }
        }
        return pipelines
    }
}
