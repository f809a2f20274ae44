import SluiceKit

/// A graph in the language of Graphviz.
package struct GraphDOT {
    private let graph: PipelineGraph

    /// Creates the text of a graph.
    package init(_ graph: PipelineGraph) { self.graph = graph }

    /// The text, without a line break at its end.
    package var text: String {
        var lines = [
            "digraph \"\(graph.name)\" {", "    node [shape=box, style=rounded, fontname=\"sans-serif\"];",
            "    edge [fontname=\"sans-serif\", fontsize=10];",
        ]
        for box in graph.boxes { lines.append("    \"\(box.id)\" [label=\"\(box.id)\\n\(box.uses)\"];") }
        for edge in graph.edges where edge.isDrawn {
            let style = edge.isLater ? ", style=dashed, constraint=false" : ""
            lines.append(
                "    \"\(graph.boxes[edge.from].id)\" -> \"\(graph.boxes[edge.to].id)\" [label=\"\(edge.type.rawValue)\"\(style)];"
            )
        }
        for sink in graph.sinks {
            let events = sink.events.joined(separator: "\\n")
            lines.append(
                "    \"\(sink.id)\" [label=\"\(sink.id)\\n\(sink.uses)\\n\(events)\", style=\"rounded,dashed\"];"
            )
        }
        return (lines + ["}"]).joined(separator: "\n")
    }
}
