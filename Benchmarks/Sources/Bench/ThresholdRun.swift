import SluiceKit

/// Measures what `Benchmarks/thresholds.json` bounds, in one run.
struct ThresholdRun {
    /// Instructions of the fixed small history, where someone counted them.
    let instructions: Double?

    /// Measures, and compares with the bounds of a file.
    func compare(with path: String) throws -> Thresholds {
        var thresholds = try Thresholds(path: path)
        let quiet = try CycleBench(instruments: 500, weights: "per_horizon", trades: false).run(cycles: 300)
        let own = try CycleBench(instruments: 500, weights: "per_instrument", trades: false).run(cycles: 200)
        let trading = try CycleBench(instruments: 500, weights: "per_horizon", trades: true).run(cycles: 300)
        let six = try CycleBench(
            instruments: 500, weights: "per_horizon", trades: false, isSixStage: true
        ).run(cycles: 300)
        thresholds.compare(
            "allocations",
            [
                "cycle_500": Double(quiet.allocations), "cycle_500_trading": Double(trading.allocations),
                "cycle_500_per_instrument": Double(own.allocations), "six_stage_500": Double(six.allocations),
            ])
        let small = try SixStageHistory(instruments: 100, bars: 1_000).run()
        let large = try SixStageHistory(instruments: 500, bars: 1_000).run()
        let (one, many) = (
            try least { try BarBench(instruments: 1).run(bars: 40_000).nanoseconds },
            try least { try BarBench(instruments: 500).run(bars: 1_000).nanoseconds }
        )
        thresholds.compare(
            "ratios",
            [
                "per_instrument_to_per_horizon": own.cycle.least / quiet.cycle.least,
                "six_stage_to_cycle": six.cycle.least / quiet.cycle.least,
                "trading_to_quiet_cycle": trading.cycle.least / quiet.cycle.least,
                "history_to_cycle": large.least * 0.5 / quiet.cycle.least,
                "history_bar_of_500_to_one_of_100": large.least / small.least,
                "bar_of_500_to_bar_of_one": many / one,
            ])
        thresholds.compare(
            "instructions", instructions.map { [SixStageHistory.fixedName: $0] } ?? [:])
        return thresholds
    }

    private func least(_ measure: () throws -> Double) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<5 { least = min(least, try measure()) }
        return least
    }
}

extension SixStageHistory {
    /// A history so small that an instrumented run of it takes seconds.
    static let fixed = SixStageHistory(instruments: 50, bars: 400)
    /// What its count of instructions is called.
    static let fixedName = "history_50x400"
}
