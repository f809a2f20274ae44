/// The charts of what stages chose: horizons, weights, and how near risk limits were.
struct StageSections {
    let analysis: RunAnalysis
    private var run: RecordedRun { analysis.run }
    private var facts: RunFacts { run.facts }
    private var cycles: UnsafeBufferPointer<Int64> { run.integers(.equity, "time") }

    /// A page has seven colours that are told apart.
    private static let colors = 7

    init(_ analysis: RunAnalysis) { self.analysis = analysis }

    /// How often each horizon was chosen, in at most 60 stretches of decisions.
    var selection: String {
        let (times, horizons) = (run.integers(.decisions, "time"), run.integers(.decisions, "horizon"))
        guard !times.isEmpty, !facts.horizons.isEmpty else { return "" }
        let stretches = min(60, times.count)
        var parts = facts.horizons.map { _ in [(x: Double, y: Double)]() }
        for stretch in 0..<stretches {
            let range = times.count * stretch / stretches..<times.count * (stretch + 1) / stretches
            var counts = Array(repeating: 0, count: parts.count)
            for row in range where counts.indices.contains(Int(horizons[row])) {
                counts[Int(horizons[row])] += 1
            }
            for place in parts.indices {
                let share = Double(counts[place]) / Double(range.count)
                parts[place].append((x: Double(times[range.lowerBound]), y: share))
            }
        }
        let series = parts.enumerated().map { place, points in
            Chart.Series(name: facts.horizons[place], color: place % Self.colors + 1, points: points)
        }
        return Chart(
            key: "selection", title: "Horizons chosen, as a share of decisions", series: series,
            unit: .fraction, form: .stack, cycles: cycles, includes: 0
        ).markup
    }

    /// For each blender and learner the weights over time; of a blender the mean over its horizons.
    var weights: String {
        let series = WeightSeries.all(run)
        guard !series.isEmpty else { return "<p class=\"note\">No stage of this pipeline has weights.</p>" }
        return series.map { found in
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
                    + (rest > 0 ? " The \(rest) smallest are not drawn." : "")
            ).markup + found.table(facts)
        }.joined(separator: "\n")
    }

    /// What was observed for its limit, of each limit that was near or reached.
    var risk: String {
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
        guard !groups.isEmpty else {
            return "<p class=\"note\">No risk stage said that a limit was near or reached.</p>"
        }
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
                + (groups.count > shown.count ? " \(groups.count - shown.count) more are not drawn." : "")
        ).markup
    }
}
