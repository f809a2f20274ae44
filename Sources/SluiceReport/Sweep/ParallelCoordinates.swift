import SluiceMarket

/// A line for each cell through its value on every setting, to the metric at the end.
struct ParallelCoordinates {
    private let analysis: SweepAnalysis
    private var table: SweepTable { analysis.table }

    /// How many cells are drawn: the best, and others evenly from the rest.
    private static let drawn = 600
    private static let best = 100
    /// How many lines stand out.
    private static let bright = 10
    /// How many values of a setting are named.
    private static let named = 9

    init(_ analysis: SweepAnalysis) { self.analysis = analysis }

    var markup: String {
        let values = table.cells.map { table.value($0) }.filter(\.isFinite)
        guard let low = values.min(), let high = values.max() else {
            return "<p class=\"note\">No cell has \(escaped(table.metric.name)).</p>"
        }
        let axis = Axis(low, high)
        let shown = chosen
        let lines = shown.reversed().map { line($0, axis) }
        let count = table.axes.count
        let rules = (0...count).map { "<path class=\"grid\" d=\"M\(x($0)) 0V300\"/>" }
        let left = values.count - shown.count
        return """
            <p class="choice" hidden><label>Best <output id="share">100</output>% \
            <input id="best-share" type="range" min="1" max="100" value="100" autocomplete="off"></label> \
            <span id="said" class="note"></span></p>
            <div class="scroll"><div class="parallel" data-chart="parallel" style="min-width:\((count + 1) * 90)px">
            <div class="plot">
            <svg viewBox="0 0 1000 300" preserveAspectRatio="none" role="img" aria-label="All settings of each cell">
            \(rules.joined())
            \(lines.joined(separator: "\n"))
            </svg>
            \(labels(axis))
            </div></div></div>
            <p class="note">The \(min(Self.bright, shown.count)) best are in colour, the end is \
            \(escaped(table.metric.name)). Point at a line or at a row of the best cells to see it alone; a click keeps \
            it.\(left > 0 ? " \(left) cells are not drawn." : "")</p>
            """
    }

    /// Ranks of the cells that are drawn, from the best; cells without the metric are not.
    private var chosen: [Int] {
        let finite = analysis.ranked.indices.filter { table.value(table.cells[analysis.ranked[$0]]).isFinite }
        guard finite.count > Self.drawn else { return finite }
        let (rest, room) = (finite.count - Self.best, Self.drawn - Self.best)
        return finite.prefix(Self.best) + (0..<room).map { finite[Self.best + $0 * rest / room] }
    }

    private func x(_ axis: Int) -> String {
        Chart.coordinate(Double(axis) / Double(max(table.axes.count, 1)) * 1_000)
    }

    /// The share of the height from the top.
    private func top(_ axis: Int, _ place: Int) -> Double { 0.97 - 0.94 * analysis.scales[axis].share(place) }

    private func line(_ rank: Int, _ end: Axis) -> String {
        let place = analysis.ranked[rank]
        let cell = table.cells[place]
        var steps = table.axes.indices.map { axis in
            "\(x(axis)) \(Chart.coordinate(top(axis, analysis.scales[axis].places[place]) * 300))"
        }
        let value = table.value(cell)
        let last = table.metric.prefersLess ? end.place(value) : 1 - end.place(value)
        steps.append("\(x(table.axes.count)) \(Chart.coordinate(last * 300))")
        let settings = zip(table.shortAxes, cell.values).map { "\($0) \($1)" }.joined(separator: ", ")
        let hint = "cell \(cell.number): \(settings): \(RunFigure.text(value, table.metric.unit))"
        let share = min(rank * 100 / max(table.cells.count, 1) + 1, 100)
        return """
            <path class="cell\(rank < Self.bright ? " bright" : "")" data-cell="\(cell.number)" data-share="\(share)" \
            d="M\(steps.joined(separator: "L"))"><title>\(escaped(hint))</title></path>
            """
    }

    /// A name that may go to the next line behind each dot.
    private func broken(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).map { escaped(String($0)) }
            .joined(separator: ".<wbr>")
    }

    private func labels(_ end: Axis) -> String {
        let count = table.axes.count
        func place(_ axis: Int) -> String { fixedText(Double(axis) / Double(max(count, 1)) * 100, places: 2) }
        func tick(_ axis: Int, _ top: Double, _ text: String) -> String {
            """
            <span class="tick\(axis == count ? " end" : "")" style="left:\(place(axis))%;\
            top:\(fixedText(top * 100, places: 1))%">\(escaped(text))</span>
            """
        }
        var parts: [String] = []
        for (axis, scale) in analysis.scales.enumerated() {
            let last = scale.values.count - 1
            let steps = min(Self.named - 1, last)
            var nearest = Double.infinity
            for step in 0...max(steps, 0) {
                let value = last * step / max(steps, 1)
                let top = top(axis, value)
                guard nearest - top > 0.06 || value == last else { continue }
                nearest = top
                parts.append(tick(axis, top, scale.values.isEmpty ? "" : scale.values[value]))
            }
        }
        parts += end.ticks.map { value in
            let share = table.metric.prefersLess ? end.place(value) : 1 - end.place(value)
            return tick(count, share, end.text(value, table.metric.unit))
        }
        let names = (table.shortAxes + [table.metric.name]).enumerated().map { axis, name in
            let side = axis == 0 ? " first" : axis == count ? " last" : ""
            return "<span class=\"axis\(side)\" style=\"left:\(place(axis))%\">\(broken(name))</span>"
        }
        return "<div class=\"over\">\(parts.joined())</div><div class=\"names\">\(names.joined())</div>"
    }
}
