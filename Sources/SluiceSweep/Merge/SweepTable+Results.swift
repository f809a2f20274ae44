import SluiceNumerics
package import SluiceReport

extension SweepTable {
    /// The merged results of a sweep, for its page and its warnings.
    ///
    /// With walk-forward a cell is a combination of settings on the days to judge on, one window after another; one that has
    /// not run on all of them is without figures.
    package init(_ results: SweepResults) {
        let plan = results.plan
        self.init(
            pipeline: plan.pipeline, axes: plan.axes, metrics: SweepMetric.allCases.map(Self.metric),
            ranking: SweepMetric.allCases.firstIndex(of: plan.metric) ?? 0, cells: [])
        periodsPerYear = results.cells.lazy.compactMap(\.figures).first?.periodsPerYear ?? 252
        origins = [
            ("Plan", plan.id), ("Program", plan.origin.program), ("File", plan.origin.file),
            ("Seed of draws", "\(plan.seed)"),
        ]
        origins += plan.origin.data.map { ($0.path, $0.digest) }
        if plan.windows.isEmpty { take(results) } else { takeWindows(results) }
    }

    private static func metric(_ metric: SweepMetric) -> Metric {
        Metric(
            metric.rawValue, metric.title, metric.isFraction ? .fraction : .ratio,
            prefersLess: metric.prefersLess)
    }

    private mutating func take(_ results: SweepResults) {
        for (index, result) in results.cells.enumerated() {
            let values = results.plan.values(index)
            if let figures = result.figures {
                cells.append(
                    Cell(
                        number: index, values: values, metrics: SweepMetric.allCases.map { figures[$0] },
                        returns: figures.returns, fills: figures.fills))
            } else {
                unfinished.append(Unfinished(number: index, values: values, message: result.message ?? ""))
            }
        }
    }

    private mutating func takeWindows(_ results: SweepResults) {
        let plan = results.plan
        // The parts of a window have the same combinations in the same order, those to judge on behind.
        let count = plan.cells.count / (2 * plan.windows.count)
        for combination in 0..<count {
            let places = plan.windows.indices.map { (2 * $0 + 1) * count + combination }
            let runs = places.compactMap { results.cells[$0].figures }
            let values = plan.values(combination)
            if runs.count == places.count, let joined = JoinedRuns(runs, days: plan.judgedDays) {
                cells.append(Self.cell(combination, values, runs, joined))
            } else {
                let message = places.lazy.compactMap { results.cells[$0].message }.first ?? ""
                unfinished.append(Unfinished(number: combination, values: values, message: message))
            }
        }
        guard let walk = WalkForwardResult(results) else { return }
        joined = walk.curve
        windows = walk.choices.map { choice in
            func value(_ index: Int?) -> Double {
                index.flatMap { results.cells[$0].figures?[plan.metric] } ?? .nan
            }
            let (train, test) = (choice.window.train, choice.window.test)
            return Window(
                train: "\(train.first) to \(train.last)", test: "\(test.first) to \(test.last)",
                values: choice.trained.map(plan.values) ?? [], inSample: value(choice.trained),
                outOfSample: value(choice.tested))
        }
    }

    /// A combination of settings on the days to judge on; turnover is the mean of its runs'.
    private static func cell(
        _ number: Int, _ values: [String], _ runs: [CellFigures], _ joined: JoinedRuns
    ) -> Cell {
        let returns = runs.flatMap(\.returns)
        let year = (runs.last?.periodsPerYear ?? 252).squareRoot()
        let performance = joined.performance
        let metrics = SweepMetric.allCases.map { metric in
            switch metric {
            case .totalReturn: performance.totalReturn
            case .annualReturn: performance.annualReturn
            case .annualVolatility: SampleMoments(returns.span).deviation * year
            case .sharpe: performance.sharpe
            case .sortino: performance.sortino
            case .calmar: performance.calmar
            case .maxDrawdown: performance.maxDrawdown
            case .annualTurnover: runs.reduce(0) { $0 + $1[.annualTurnover] } / Double(runs.count)
            }
        }
        let fills = runs.reduce(0) { $0 + $1.fills }
        return Cell(number: number, values: values, metrics: metrics, returns: returns, fills: fills)
    }
}

extension SweepPlan {
    /// What a cell sets on each axis, as YAML; empty where it sets nothing.
    func values(_ cell: Int) -> [String] {
        axes.map { path in cells[cell].settings.last { $0.path == path }?.value ?? "" }
    }
}
