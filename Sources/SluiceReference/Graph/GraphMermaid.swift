import SluiceKit

/// A graph in the language of Mermaid, which Markdown pages of code hosts draw.
package struct GraphMermaid {
    private let graph: PipelineGraph

    /// Creates the text of a graph.
    package init(_ graph: PipelineGraph) { self.graph = graph }

    /// The text, without a line break at its end.
    package var text: String {
        var lines = ["flowchart TD"]
        for (number, box) in graph.boxes.enumerated() {
            lines.append("    s\(number)[\"\(box.id)<br/>\(box.uses)\"]")
        }
        for edge in graph.edges where edge.isDrawn {
            let arrow = edge.isLater ? "-.->" : "-->"
            lines.append("    s\(edge.from) \(arrow)|\(edge.type.rawValue)| s\(edge.to)")
        }
        for (number, sink) in graph.sinks.enumerated() {
            lines.append(
                "    a\(number)([\"\(sink.id)<br/>\(sink.uses)<br/>\(sink.events.joined(separator: "<br/>"))\"])"
            )
        }
        return lines.joined(separator: "\n")
    }
}
