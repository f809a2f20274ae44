/// The results of all cells of a plan, in its order.
package struct SweepResults: Hashable, Sendable {
    /// The plan.
    package let plan: SweepPlan
    /// A result for each of its cells.
    package let cells: [CellResult]
    /// Seconds of the processor that all cells took, runs that were done twice counted twice; no part of what is merged.
    package let cpu: Double

    /// Gathers the results of a plan from the folders that hold its shards.
    /// - Throws: `SweepError`: `mismatch` for results of another plan, `incomplete` for cells that are missing, or have results
    ///   that contradict each other.
    package init(_ plan: SweepPlan, from folders: [SweepFolder]) throws(SweepError) {
        let id = plan.id
        var found = [CellResult?](repeating: nil, count: plan.cells.count)
        var cpu = 0.0
        var paths: [String] = []
        for folder in folders { paths += try folder.resultFiles() }
        for path in paths {
            let results = try ShardResults(readingFrom: path)
            if let other = results.plan, other != id {
                throw SweepError(
                    .mismatch, "these are results of plan \(other), and the others of \(id)", at: path)
            }
            for row in results.rows {
                let result = row.result
                guard found.indices.contains(result.index), plan.cells[result.index].id == result.id else {
                    throw SweepError(
                        .mismatch, "the plan has no cell \(result.index) (\(result.id))", at: path)
                }
                if let other = found[result.index], other != result {
                    throw SweepError(
                        .incomplete, "cell \(result.index) (\(result.id)) has two results that differ",
                        at: path)
                }
                found[result.index] = result
                cpu += row.cpu
            }
        }
        let missing = found.indices.filter { found[$0] == nil }
        if let first = missing.first {
            throw SweepError(
                .incomplete,
                "\(missing.count) of \(found.count) cells have no result, the first is cell \(first) "
                    + "(\(plan.cells[first].id))")
        }
        self.init(plan: plan, cells: found.compactMap { $0 }, cpu: cpu)
    }

    init(plan: SweepPlan, cells: [CellResult], cpu: Double) {
        (self.plan, self.cells, self.cpu) = (plan, cells, cpu)
    }

    /// Cells that ran to their end, the best by the plan's metric first; of equal ones the earlier first.
    ///
    /// With walk-forward only those of one part.
    package func ranked(_ part: SweepWindow.Part? = nil, window: Int? = nil) -> [Int] {
        let metric = plan.metric
        let able = cells.indices.filter { index in
            let place = plan.cells[index].place
            return cells[index].figures != nil && (part == nil || place?.part == part)
                && (window == nil || place?.window == window)
        }
        func value(_ index: Int) -> Double { cells[index].figures?[metric] ?? .nan }
        return able.sorted { left, right in
            let (first, second) = (value(left), value(right))
            if metric.isBetter(first, than: second) { return true }
            return metric.isBetter(second, than: first) ? false : left < right
        }
    }

    /// How many cells ended in a state.
    package func count(_ state: String) -> Int { cells.count { $0.state == state } }
}
