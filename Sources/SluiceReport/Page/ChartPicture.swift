import SluiceMarket

/// A chart as a file of SVG that stands alone: words are in the drawing, colours follow the reader's light or dark scheme.
struct ChartPicture {
    let chart: Chart

    init(_ chart: Chart) { self.chart = chart }

    private static let style = """
        \(PageStyle.colors)
        text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--soft)}
        .title{font-size:15px;font-weight:600;fill:var(--ink)}.key{fill:var(--color)}
        \(PageStyle.drawing)
        """

    /// The file; nil for a chart without a point.
    var text: String? {
        guard let frame = chart.frame else { return nil }
        let title = escaped(chart.title)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 372" width="1000" height="372" role="img" \
            aria-label="\(title)">
            <style>
            \(Self.style)
            </style>
            <rect width="1000" height="372" rx="8" style="fill:var(--card)"/>
            <text class="title" x="16" y="28">\(title)</text>
            \(legend)
            <svg x="76" y="62" width="904" height="250" viewBox="0 0 1000 300" preserveAspectRatio="none" \
            style="overflow:visible">
            \(chart.drawing(frame))
            </svg>
            \(labels(frame))
            <text x="16" y="360">\(escaped(chart.note))</text>
            </svg>

            """
    }

    private var legend: String {
        guard chart.series.count > 1 else { return "" }
        let entries = chart.series.enumerated().map { place, one in
            """
            <tspan class="key c\(one.color)"\(place > 0 ? " dx=\"14\"" : "")>■</tspan><tspan dx="5">\
            \(escaped(one.name))</tspan>
            """
        }
        return "<text x=\"16\" y=\"49\">\(entries.joined())</text>"
    }

    private func labels(_ frame: Chart.Frame) -> String {
        let values = frame.axis.ticks.map { tick in
            let y = 62 + (1 - frame.axis.place(tick)) * 250
            return """
                <text x="68" y="\(fixedText(y + 4, places: 1))" text-anchor="end">\
                \(escaped(frame.axis.text(tick, chart.unit)))</text>
                """
        }
        let moments = [(0.0, "start"), (0.5, "middle"), (1, "end")].map { share, anchor in
            let value = frame.left + share * (frame.right - frame.left)
            return """
                <text x="\(fixedText(76 + share * 904, places: 0))" y="332" text-anchor="\(anchor)">\
                \(escaped(chart.label(value)))</text>
                """
        }
        return (values + moments).joined(separator: "\n")
    }
}
