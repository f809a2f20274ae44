import SluiceMarket

/// A chart in SVG: lines, areas or points over time or over another number, drawn once and without a script.
///
/// The drawing is stretched to the place it has, lines keep their width, and words stand beside it as HTML, so that a
/// phone shows them as large as a screen does.
struct Chart {
    /// How a series is drawn.
    enum Form { case line, area, points, stack }

    /// Numbers of one name.
    struct Series {
        let name: String
        /// Which of the page's colours, from 1.
        let color: Int
        let points: [(x: Double, y: Double)]
        /// How it is drawn where that differs from the chart's.
        var form: Form?
    }

    /// A place on the axis across, marked with a line from bottom to top.
    struct Mark {
        let name: String
        /// Which of the page's colours, from 1.
        let color: Int
        let x: Double
    }

    /// What the page calls it.
    let key: String
    let title: String
    var series: [Series]
    let unit: RunFigure.Unit
    var form = Form.line
    /// The moments of all cycles: `x` is a moment, and drawn at the place of its cycle, so that nights and weekends take no
    /// room; nil where `x` is a number.
    var cycles: UnsafeBufferPointer<Int64>?
    /// A value that the range must reach, such as zero.
    var includes: Double?
    /// What `x` is in, where it is no moment.
    var across = RunFigure.Unit.basisPoints
    var marks: [Mark] = []
    /// What the chart is about, in a sentence.
    var note = ""

    static let width = 1_000.0
    static let height = 300.0

    /// The markup; a chart without a point says so.
    var markup: String {
        let caption = "<figcaption>\(escaped(title))\(legend)</figcaption>"
        let remark = note.isEmpty ? "" : "<p class=\"note\">\(escaped(note))</p>"
        guard let frame else {
            return "<figure class=\"chart\">\(caption)<p class=\"note\">Nothing to draw.</p></figure>"
        }
        return """
            <figure class="chart" data-chart="\(escaped(key))">\(caption)
            <div class="plot">
            <svg viewBox="0 0 1000 300" preserveAspectRatio="none" role="img" aria-label="\(escaped(title))">
            \(drawing(frame))
            </svg>
            \(labels(frame))
            </div>\(remark)</figure>
            """
    }

    /// What is drawn, and the range of it.
    struct Frame {
        let series: [Series]
        let axis: Axis
        let left: Double
        let right: Double
    }

    /// The range of all points; nil where there is none.
    var frame: Frame? {
        let drawn = (form == .stack ? stacked : series).map(placed)
        let points = drawn.flatMap(\.points)
        guard let first = points.first else { return nil }
        var (left, right, low, high) = (first.x, first.x, includes ?? first.y, includes ?? first.y)
        for point in points {
            (left, right) = (min(left, point.x), max(right, point.x))
            (low, high) = (min(low, point.y), max(high, point.y))
        }
        for mark in marks { (left, right) = (min(left, mark.x), max(right, mark.x)) }
        if left == right { (left, right) = (left - 1, right + 1) }
        return Frame(series: drawn, axis: Axis(low, high), left: left, right: right)
    }

    /// The lines of a drawing, in a box of 1,000 by 300.
    func drawing(_ frame: Frame) -> String {
        let (axis, left, right) = (frame.axis, frame.left, frame.right)
        return lines(axis) + "\n" + paths(frame.series, axis, left, right) + lines(marks, left, right)
    }

    /// A series with the places of cycles instead of moments.
    private func placed(_ one: Series) -> Series {
        guard let cycles else { return one }
        // A moment as a double is off by less than a microsecond.
        let points = one.points.map { point in
            let moment = (Int64(exactly: point.x.rounded()) ?? .max) - 1_000
            return (x: Double(cycles.place(from: moment)), y: point.y)
        }
        return Series(name: one.name, color: one.color, points: points, form: one.form)
    }

    private var legend: String {
        guard series.count + marks.count > 1 else { return "" }
        let entries = (series.map { ($0.name, $0.color) } + marks.map { ($0.name, $0.color) }).map {
            "<span class=\"key\"><i class=\"c\($1)\"></i>\(escaped($0))</span>"
        }
        return "<span class=\"keys\">\(entries.joined())</span>"
    }

    /// Each series upon those before it; all have the same places.
    private var stacked: [Series] {
        var sums: [Double] = []
        return series.map { one in
            if sums.isEmpty { sums = Array(repeating: 0, count: one.points.count) }
            for place in one.points.indices where place < sums.count {
                sums[place] += one.points[place].y.isFinite ? one.points[place].y : 0
            }
            let points = zip(one.points, sums).map { (x: $0.x, y: $1) }
            return Series(name: one.name, color: one.color, points: points)
        }.reversed()
    }

    private func lines(_ axis: Axis) -> String {
        axis.ticks.map { tick in
            let y = Self.coordinate((1 - axis.place(tick)) * Self.height)
            return "<path class=\"grid\(tick == 0 ? " zero" : "")\" d=\"M0 \(y)H1000\"/>"
        }.joined()
    }

    private func lines(_ marks: [Mark], _ left: Double, _ right: Double) -> String {
        marks.map {
            let x = Self.coordinate(($0.x - left) / (right - left) * Self.width)
            return "\n<path class=\"mark c\($0.color)\" d=\"M\(x) 0V300\"/>"
        }.joined()
    }

    private func paths(_ drawn: [Series], _ axis: Axis, _ left: Double, _ right: Double) -> String {
        func x(_ value: Double) -> String { Self.coordinate((value - left) / (right - left) * Self.width) }
        func y(_ value: Double) -> String { Self.coordinate((1 - axis.place(value)) * Self.height) }
        let ground = y(max(axis.low, min(axis.high, includes ?? axis.low)))
        return drawn.map { one in
            guard let first = one.points.first, let last = one.points.last else { return "" }
            let form = one.form ?? self.form
            if form == .points || one.points.count == 1 {
                let dots = one.points.map { "M\(x($0.x)) \(y($0.y))h0" }.joined()
                return "<path class=\"dots c\(one.color)\" d=\"\(dots)\"/>"
            }
            let steps = one.points.map { "\(x($0.x)) \(y($0.y))" }.joined(separator: "L")
            let line = "<path class=\"line c\(one.color)\" d=\"M\(steps)\"/>"
            guard form != .line else { return line }
            let area = "M\(x(first.x)) \(ground)L\(steps)L\(x(last.x)) \(ground)Z"
            let kind = form == .stack ? "stack" : "area"
            return "<path class=\"\(kind) c\(one.color)\" d=\"\(area)\"/>" + (form == .stack ? "" : line)
        }.joined(separator: "\n")
    }

    private func labels(_ frame: Frame) -> String {
        let axis = frame.axis
        let values = axis.ticks.map { tick in
            let top = fixedText((1 - axis.place(tick)) * 100, places: 2)
            return "<span class=\"y\" style=\"top:\(top)%\">\(escaped(axis.text(tick, unit)))</span>"
        }
        let moments = [0.0, 0.5, 1].map { share in
            let value = frame.left + share * (frame.right - frame.left)
            let place = share == 0 ? "first" : share == 1 ? "last" : "middle"
            return "<span class=\"x \(place)\">\(escaped(label(value)))</span>"
        }
        return "<div class=\"ys\">\(values.joined())</div>" + moments.joined()
    }

    /// A date, with the time of day where all cycles lie within three days.
    func label(_ value: Double) -> String {
        guard let cycles else { return RunFigure.text(value, across) }
        guard let first = cycles.first, let last = cycles.last else { return "" }
        let place = min(max(Int(value.rounded()), 0), cycles.count - 1)
        let text = Timestamp(nanoseconds: cycles[place]).iso8601
        let isLong = Double(last) - Double(first) > 3 * 86_400e9
        return isLong ? String(text.prefix(10)) : "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// One decimal is a third of a pixel on a wide screen.
    static func coordinate(_ value: Double) -> String {
        let tenths = (value * 10).rounded()
        guard let whole = Int(exactly: tenths) else { return "0" }
        let (units, rest) = whole.magnitude.quotientAndRemainder(dividingBy: 10)
        return (whole < 0 ? "-" : "") + (rest == 0 ? "\(units)" : "\(units).\(rest)")
    }
}
