/// The charts of what stages chose: horizons, weights, and how near risk limits were.
struct StageSections {
    let analysis: RunAnalysis
    private var run: RecordedRun { analysis.run }
    private var facts: RunFacts { run.facts }
    private var cycles: UnsafeBufferPointer<Int64> { run.integers(.equity, "time") }

    /// A page has seven colours that are told apart.
    private static let colors = 7

    init(_ analysis: RunAnalysis) { self.analysis = analysis }

    /// How often each horizon was chosen, in at most 60 stretches of decisions, each of five or more.
    var selection: Chart? {
        let (times, horizons) = (run.integers(.decisions, "time"), run.integers(.decisions, "horizon"))
        guard !times.isEmpty, !facts.horizons.isEmpty else { return nil }
        let stretches = max(1, min(60, times.count / 5))
        var bars = SteppedBars(facts.horizons.count)
        for stretch in 0..<stretches {
            let range = times.count * stretch / stretches..<times.count * (stretch + 1) / stretches
            var counts = Array(repeating: 0.0, count: facts.horizons.count)
            for row in range where counts.indices.contains(Int(horizons[row])) {
                counts[Int(horizons[row])] += 1
            }
            let end = range.upperBound < times.count ? times[range.upperBound] : times[times.count - 1]
            bars.add(
                from: times[range.lowerBound], to: end, counts.map { $0 / Double(range.count) })
        }
        return Chart(
            key: "selection", title: "Horizons chosen, as a share of decisions",
            series: bars.series(facts.horizons, colors: Self.colors), unit: .fraction, form: .stack,
            cycles: cycles, includes: 0)
    }

    /// How many decisions each gate blocked for each reason, in at most 60 stretches of cycles.
    var blocks: Chart? {
        let kinds = analysis.blocked.prefix(Self.colors)
        guard !kinds.isEmpty, !cycles.isEmpty else { return nil }
        let (times, stages) = (run.integers(.blocks, "time"), run.integers(.blocks, "stage"))
        let reasons = run.integers(.blocks, "reason")
        let stretches = min(60, cycles.count)
        var counts = Array(repeating: Array(repeating: 0.0, count: kinds.count), count: stretches)
        for row in times.indices {
            let (stage, reason) = (Int(stages[row]), Int(reasons[row]))
            guard let kind = kinds.firstIndex(where: { $0.stage == stage && $0.reason == reason }) else {
                continue
            }
            let place = min(cycles.place(from: times[row]), cycles.count - 1)
            counts[place * stretches / cycles.count][kind] += 1
        }
        var bars = SteppedBars(kinds.count)
        for stretch in 0..<stretches {
            let last = min(cycles.count * (stretch + 1) / stretches, cycles.count - 1)
            bars.add(
                from: cycles[cycles.count * stretch / stretches], to: cycles[last], counts[stretch])
        }
        let names = kinds.map { "\(facts.stage($0.stage)): \(facts.reason($0.reason))" }
        let length = (cycles.count + stretches - 1) / stretches
        return Chart(
            key: "blocks", title: "Decisions blocked", series: bars.series(names, colors: Self.colors),
            unit: .count, form: .stack, cycles: cycles, includes: 0,
            note: "Each step covers \(length == 1 ? "a cycle" : "\(length) cycles").")
    }

    /// For each blender and learner the weights over time; of a blender the mean over its horizons.
    var weights: String {
        let series = WeightSeries.all(run)
        guard !series.isEmpty else { return "<p class=\"note\">No stage of this pipeline has weights.</p>" }
        return series.map { chart($0).markup + $0.table(facts) }.joined(separator: "\n")
    }

    /// The weights over time of each stage that has any.
    var weightCharts: [Chart] { WeightSeries.all(run).map(chart) }

    private func chart(_ found: WeightSeries) -> Chart {
        let shown = found.members.indices.sorted { found.mean($0) > found.mean($1) }.prefix(Self.colors)
        let lines = shown.sorted().enumerated().map { place, member in
            Chart.Series(
                name: found.members[member], color: place + 1, points: found.points(member))
        }
        let rest = found.members.count - lines.count
        return Chart(
            key: "weights-\(found.stage)", title: "Weights in \(facts.stage(found.stage))",
            series: lines, unit: .fraction, cycles: cycles, includes: 0,
            note: (found.isBlender ? "The mean over the horizons. " : "")
                + "Recorded once in \(facts.rhythm) cycles."
                + (rest > 0 ? " The \(rest) smallest are not drawn." : ""))
    }

    /// What was observed for its limit, of each limit that was near or reached.
    var risk: Chart? {
        let (times, stages) = (run.integers(.risk, "time"), run.integers(.risk, "stage"))
        let measures = run.integers(.risk, "measure")
        let (observed, limits) = (run.numbers(.risk, "observed"), run.numbers(.risk, "limit"))
        var groups: [(stage: Int, measure: Int, points: [(x: Double, y: Double)])] = []
        for row in times.indices {
            let (stage, measure) = (Int(stages[row]), Int(measures[row]))
            let use = min(RiskWindow.use(observed[row], limits[row]), 10)
            guard use.isFinite else { continue }
            let point = (x: Double(times[row]), y: use)
            if let place = groups.firstIndex(where: { $0.stage == stage && $0.measure == measure }) {
                groups[place].points.append(point)
            } else {
                groups.append((stage, measure, [point]))
            }
        }
        guard !groups.isEmpty else { return nil }
        let shown = groups.sorted { $0.points.count > $1.points.count }.prefix(Self.colors)
        let series = shown.enumerated().map { place, group in
            let all = group.points
            let chosen = ThinnedCurve(all.map(\.y), limit: 1_000).places.map { all[$0] }
            return Chart.Series(
                name: "\(facts.stage(group.stage)): \(facts.reason(group.measure))", color: place + 1,
                points: chosen)
        }
        return Chart(
            key: "risk", title: "Observed as a share of the limit", series: series, unit: .fraction,
            form: .points, cycles: cycles, includes: 0,
            note: "The worst in each \(facts.rhythm) cycles; a stage speaks only when a limit is near or "
                + "reached. More than 1000% is drawn there."
                + (groups.count > shown.count ? " \(groups.count - shown.count) more are not drawn." : ""))
    }
}
