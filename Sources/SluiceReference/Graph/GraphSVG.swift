import SluiceKit

/// A graph as a picture that any browser shows, dark where the reader's system is dark.
package struct GraphSVG {
    private let graph: PipelineGraph
    private let layout: GraphLayout
    private let boxWidth: Double

    private static let boxHeight = 46.0
    /// From one layer to the next.
    private static let rise = 96.0
    private static let margin = 24.0
    private static let head = 52.0

    /// Creates the picture of a graph.
    package init(_ graph: PipelineGraph) {
        self.graph = graph
        layout = GraphLayout(graph)
        // Wide enough for its words at some 7.6 pixels a letter of the name and 6.2 of what is below it.
        let words = graph.boxes.map {
            max(Double($0.id.count) * 7.6, Double(Self.detail(of: $0).count) * 6.2)
        }
        boxWidth = max(150, (words.max() ?? 0) + 24)
    }

    /// From one box to the next beside it.
    private var pitch: Double { boxWidth + 24 }

    private static func detail(of box: PipelineGraph.Box) -> String {
        box.uses + (box.takesMarketToo ? " + market" : "")
    }

    /// The picture, without a line break at its end.
    package var text: String {
        let width = max(layout.width * pitch, 420) + 2 * Self.margin
        let bottom = Self.head + Double(layout.layers.count) * Self.rise
        let height = bottom + Double(graph.sinks.count) * (Self.boxHeight + 14) + Self.margin
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" "
                + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" role=\"img\" "
                + "aria-label=\"The graph of pipeline \(graph.name)\">",
            Self.style,
            "<rect class=\"page\" width=\"100%\" height=\"100%\"/>",
            Self.text(graph.name, "name", Self.margin, 26, anchor: "start"),
            Self.text(graph.summary, "note", Self.margin, 43, anchor: "start"),
        ]
        lines += layout.paths.flatMap { arrow($0.edge, $0.slots) }
        for (number, layer) in layout.layers.enumerated() {
            for slot in layer {
                guard let box = slot.box else { continue }
                lines += picture(of: graph.boxes[box], at: middle(slot.x), top(number))
            }
        }
        for (number, sink) in graph.sinks.enumerated() {
            lines += picture(
                of: sink, at: bottom + Double(number) * (Self.boxHeight + 14), width - 2 * Self.margin)
        }
        return (lines + ["</svg>"]).joined(separator: "\n")
    }

    private func middle(_ x: Double) -> Double { Self.margin + x * pitch }
    private func top(_ layer: Int) -> Double { Self.head + 12 + Double(layer) * Self.rise }

    private func picture(of box: PipelineGraph.Box, at x: Double, _ y: Double) -> [String] {
        [
            Self.rectangle("box \(box.kind.rawValue)", x - boxWidth / 2, y, boxWidth),
            Self.text(box.id, "id", x, y + 20), Self.text(Self.detail(of: box), "uses", x, y + 36),
        ]
    }

    private func picture(of sink: PipelineGraph.Sink, at y: Double, _ width: Double) -> [String] {
        [
            Self.rectangle("box sink", Self.margin, y, width),
            Self.text("\(sink.id)  \(sink.uses)", "id", Self.margin + 12, y + 20, anchor: "start"),
            Self.text(
                "on \(sink.events.joined(separator: ", "))", "uses", Self.margin + 12, y + 36, anchor: "start"
            ),
        ]
    }

    /// An arrow through its slots, with what flows written where it begins to run alone.
    private func arrow(_ edge: PipelineGraph.Edge, _ slots: [(layer: Int, index: Int)]) -> [String] {
        guard let first = slots.first, let last = slots.last else { return [] }
        func x(_ slot: (layer: Int, index: Int)) -> Double { middle(layout.layers[slot.layer][slot.index].x) }
        if edge.isLater { return back(from: x(first), first.layer, to: x(last), last.layer, edge) }
        var here = (x: x(first), y: top(first.layer) + Self.boxHeight)
        var path = "M\(Self.number(here.x)) \(Self.number(here.y))"
        for slot in slots.dropFirst() {
            let there = (x: x(slot), y: top(slot.layer) - (slot.layer == last.layer ? 5 : 0))
            let half = (here.y + there.y) / 2
            path += " C\(Self.numbers(here.x, half, there.x, half, there.x, there.y))"
            here = (there.x, top(slot.layer) + Self.boxHeight)
            if slot.layer != last.layer { path += " V\(Self.number(here.y))" }
        }
        let second = slots[1]
        let label = (
            x: (x(first) + x(second)) / 2, y: (top(first.layer) + Self.boxHeight + top(second.layer)) / 2
        )
        return [
            "<path class=\"arrow\" d=\"\(path)\" marker-end=\"url(#tip)\"/>",
            Self.text(edge.type.rawValue, "type", label.x, label.y + 1),
        ]
    }

    /// An arrow that is read one cycle later, from below to above along the right side.
    private func back(
        from start: Double, _ lower: Int, to end: Double, _ upper: Int, _ edge: PipelineGraph.Edge
    ) -> [String] {
        let (y1, y2) = (top(lower) + Self.boxHeight / 2, top(upper) + Self.boxHeight / 2)
        let (x1, x2) = (start + boxWidth / 2, end + boxWidth / 2 + 5)
        let bend = max(x1, x2) + 48
        return [
            "<path class=\"arrow later\" d=\"M\(Self.numbers(x1, y1)) C\(Self.numbers(bend, y1, bend, y2, x2, y2))\" marker-end=\"url(#tip)\"/>",
            Self.text(
                "\(edge.type.rawValue), a cycle later", "type", bend - 8, (y1 + y2) / 2, anchor: "start"),
        ]
    }
}

extension GraphSVG {
    private static func rectangle(_ kind: String, _ x: Double, _ y: Double, _ width: Double) -> String {
        "<rect class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(boxHeight))\" rx=\"7\"/>"
    }

    private static func text(
        _ text: String, _ kind: String, _ x: Double, _ y: Double, anchor: String = "middle"
    ) -> String {
        "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escaped(text))</text>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func numbers(_ values: Double...) -> String { values.map(number).joined(separator: " ") }

    /// A length to a tenth of a pixel.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }

    private static let style = """
        <style>
        svg { --page: #ffffff; --ink: #1c2430; --soft: #5d6878; --line: #9aa5b4; --edge: #c3ccd8; --fill: #f4f7fa; \
        --signal: #e7f0fb; --decide: #fdf3e0; --order: #e6f5ec; --guard: #fbe9e7; font-family: system-ui, sans-serif; }
        @media (prefers-color-scheme: dark) { svg { --page: #14181f; --ink: #e8edf4; --soft: #9aa6b6; \
        --line: #6c7889; --edge: #3d4757; --fill: #1e2530; --signal: #1c2c42; --decide: #3a3019; \
        --order: #1b3527; --guard: #43231f; } }
        .page { fill: var(--page); } .box { fill: var(--fill); stroke: var(--edge); stroke-width: 1.2; }
        .predictor, .calibrator, .blender, .learner { fill: var(--signal); }
        .arbiter, .gate, .sizer { fill: var(--decide); } .risk { fill: var(--guard); }
        .execution, .broker { fill: var(--order); } .sink { stroke-dasharray: 5 4; }
        .arrow { fill: none; stroke: var(--line); stroke-width: 1.4; } .later { stroke-dasharray: 5 4; }
        .tip { fill: var(--line); } .name { fill: var(--ink); font-size: 16px; font-weight: 600; }
        .note { fill: var(--soft); font-size: 12px; } .id { fill: var(--ink); font-size: 13px; font-weight: 600; }
        .uses { fill: var(--soft); font-size: 11px; }
        .type { fill: var(--soft); font-size: 10px; paint-order: stroke; stroke: var(--page); stroke-width: 4px; }
        </style>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
        <path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>
        """
}
