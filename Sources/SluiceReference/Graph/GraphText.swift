import SluiceKit

/// A graph as lines for the terminal: each stage with what it takes and from whom.
package struct GraphText {
    private let graph: PipelineGraph

    /// Creates the text of a graph.
    package init(_ graph: PipelineGraph) { self.graph = graph }

    /// The text, without a line break at its end.
    package var text: String {
        let ids = (graph.boxes.map(\.id) + graph.sinks.map(\.id)).map(\.count).max() ?? 0
        let uses = (graph.boxes.map(\.uses) + graph.sinks.map(\.uses)).map(\.count).max() ?? 0
        func line(_ id: String, _ plugin: String, _ rest: String) -> String {
            let text = Self.padded(id, to: ids) + "  " + Self.padded(plugin, to: uses) + "  " + rest
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        var lines = ["\(graph.name): \(graph.summary)", ""]
        lines += graph.boxes.indices.map { line(graph.boxes[$0].id, graph.boxes[$0].uses, inputs(of: $0)) }
        if !graph.sinks.isEmpty {
            lines +=
                [""] + graph.sinks.map { line($0.id, $0.uses, "on \($0.events.joined(separator: ", "))") }
        }
        return lines.joined(separator: "\n")
    }

    private func inputs(of number: Int) -> String {
        var parts: [(type: String, ids: [String])] = []
        for edge in graph.edges where edge.to == number {
            let type = edge.type.rawValue + (edge.isLater ? " of the cycle before" : "")
            let id = graph.boxes[edge.from].id
            if let index = parts.firstIndex(where: { $0.type == type }) {
                parts[index].ids.append(id)
            } else {
                parts.append((type, [id]))
            }
        }
        // The market last: nearly every stage takes it.
        let ordered = parts.filter { $0.type != "market" } + parts.filter { $0.type == "market" }
        return ordered.map { "\($0.type) from \($0.ids.joined(separator: ", "))" }.joined(separator: "; ")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}
