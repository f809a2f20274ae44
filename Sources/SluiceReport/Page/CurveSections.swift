/// The charts of what the account was worth and how it was used.
struct CurveSections {
    let analysis: RunAnalysis
    private var run: RecordedRun { analysis.run }
    private var times: UnsafeBufferPointer<Int64> { run.integers(.equity, "time") }

    init(_ analysis: RunAnalysis) { self.analysis = analysis }

    private func points(
        _ values: some RandomAccessCollection<Double>, limit: Int = 2_000
    ) -> [(x: Double, y: Double)] {
        let all = Array(values)
        return ThinnedCurve(all, limit: limit).places.map { (x: Double(times[$0]), y: all[$0]) }
    }

    var equity: String {
        var worth = account
        let start = analysis.sessions.start
        let curve = run.numbers(.equity, "equity")
        let held = curve.indices.map { start * (1 + analysis.benchmark.value($0)) }
        worth.series.append(
            .init(name: "Holding all instruments", color: 8, points: points(held, limit: 800)))
        return worth.markup + fall.markup
    }

    /// The account's worth alone.
    var account: Chart {
        Chart(
            key: "equity", title: "Equity",
            series: [.init(name: "Equity", color: 1, points: points(run.numbers(.equity, "equity")))],
            unit: .money, cycles: times,
            note: run.facts.currency.isEmpty ? "" : "In \(run.facts.currency).")
    }

    var fall: Chart {
        let falls = Self.drawdown(analysis.sessions.start, run.numbers(.equity, "equity"))
        return Chart(
            key: "drawdown", title: "Drawdown",
            series: [.init(name: "Drawdown", color: 6, points: points(falls))],
            unit: .fraction, form: .area, cycles: times, includes: 0,
            note: "Below the highest equity before.")
    }

    /// At each cycle the equity less its highest value before, as a fraction of that; not above zero.
    static func drawdown(_ start: Double, _ curve: some Collection<Double>) -> [Double] {
        var high = start.isFinite ? start : -Double.infinity
        return curve.map { value in
            guard value.isFinite else { return .nan }
            high = max(high, value)
            return high > 0 ? value / high - 1 : .nan
        }
    }

    var rolling: Chart {
        let (window, values) = analysis.rolling
        let moments = analysis.sessions.times.suffix(values.count)
        let all = Array(zip(moments, values))
        let chosen = ThinnedCurve(values).places.map { (x: Double(all[$0].0), y: all[$0].1) }
        return Chart(
            key: "rolling", title: "Sharpe ratio of the last \(window) \(analysis.run.facts.period)s",
            series: [.init(name: "Sharpe ratio", color: 1, points: chosen)], unit: .ratio, cycles: times,
            includes: 0)
    }

    var exposure: Chart {
        Chart(
            key: "exposure", title: "Exposure",
            series: [
                .init(name: "Gross", color: 1, points: points(run.numbers(.equity, "gross"))),
                .init(name: "Net", color: 2, points: points(run.numbers(.equity, "net"))),
            ], unit: .fraction, cycles: times, includes: 0,
            note: "Holdings at their marks as a share of equity.")
    }

    /// The value traded in each of at most 120 equal stretches of cycles, as a share of equity.
    var turnover: Chart {
        let (traded, curve) = (run.numbers(.equity, "turnover"), run.numbers(.equity, "equity"))
        let stretches = min(120, traded.count)
        var sums: [(x: Double, y: Double)] = []
        for stretch in 0..<stretches {
            let range = traded.count * stretch / stretches..<traded.count * (stretch + 1) / stretches
            let sum = range.reduce(0.0) { total, place in
                let share = traded[place] / curve[place]
                return total + (share.isFinite ? share : 0)
            }
            sums.append((x: Double(times[range.upperBound - 1]), y: sum))
        }
        let cycles = stretches > 0 ? (traded.count + stretches - 1) / stretches : 0
        return Chart(
            key: "turnover", title: "Value traded, as a share of equity",
            series: [.init(name: "Turnover", color: 3, points: sums)], unit: .fraction, form: .area,
            cycles: times, includes: 0,
            note: "Each point covers \(cycles == 1 ? "a cycle" : "\(cycles) cycles").")
    }
}
