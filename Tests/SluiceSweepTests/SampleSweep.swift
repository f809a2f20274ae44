import SluiceBuiltins
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluicePipeline
import SluiceTestKit

@testable import SluiceSweep

/// A small pipeline on daily bars that a test writes, and a sweep over it.
struct SampleSweep {
    static let pipeline = """
        version: 1
        name: sample
        modes: [backtest]
        universe: [AAA]
        cycle: { every: 1d, calendar: 24/7 }
        stages:
          - id: bars
            uses: data.csv
            with: { path: bars.csv, interval: 1d, time: epoch_s, quotes: { from: close, spread: 0bps } }
          - { id: trend, uses: predictor.ema_cross, with: { horizons: [1d], fast: 3, slow: 8, of: price } }
          - { id: blend, uses: blender.equal }
          - id: pick
            uses: arbiter.cost_aware
            with: { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, direction: long_only }
          - { id: size, uses: sizer.fixed, with: { units: 10, no_trade_band: 0bps, no_decision: close } }
          - { id: guard, uses: risk.guardrails, with: { max_position: 60% } }
          - { id: route, uses: execution.market }
          - { id: broker, uses: broker.paper, with: { cash: 100000 USD, fee: 1bps } }
        """

    /// Daily bars from 2020-01-01 on, a price that wanders by seeded dice.
    static func bars(_ count: Int, seed: UInt64 = 5) -> String {
        var dice = Dice(seed: seed)
        var price = 10_000
        var text = "ts,symbol,open,high,low,close,volume\n"
        for day in 0..<count {
            let open = price
            price = max(price + Int(dice.next() % 401) - 199, 1_000)
            let ticks = [open, max(open, price) + 5, min(open, price) - 5, price]
            let prices = ticks.map { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }
            text += "\(1_577_836_800 + 86_400 * day),AAA,\(prices.joined(separator: ",")),1000000\n"
        }
        return text
    }

    let world: SweepPipeline
    let base: PipelineLoader.Result
    let planned: Plan

    init(text: String = pipeline, bars count: Int = 200, seed: UInt64 = 5) throws {
        let files = ["bars.csv": Self.bars(count, seed: seed)] as MemoryFiles
        world = try SweepPipeline(
            SweepRequest(file: "sample.yaml"), registry: .builtins, files: files, environment: [:]
        ) { path throws(FileError) in
            guard path == "sample.yaml" else { throw FileError(.missing, path, "there is no such file") }
            return Array(text.utf8)
        }
        base = world.load()
        guard let plan = base.plan else {
            throw SweepError(.malformed, base.diagnostics.map(\.description).joined(separator: "\n"))
        }
        planned = plan
    }

    /// A plan over values.
    func plan(
        _ grid: String..., metric: SweepMetric = .sharpe, walkForward: String? = nil
    ) throws -> SweepPlan {
        let axes = try grid.map { word throws(SweepError) in try SweepAxis.grid(word) }
        return try SweepPlanner(world, base, planned).plan(
            axes: axes.map(\.path), combinations: try SweepGrid(axes: axes, draws: 0, seed: 1).cells,
            metric: metric, seed: 1,
            walkForward: try walkForward.map { text throws(SweepError) in try WalkForward(text) },
            program: "1.2")
    }

    /// Runs cells in this process; the processor's time is made up, and differs from run to run.
    func runner(
        _ plan: SweepPlan, signal: StopSignal = StopSignal(), historyFolder: String? = nil
    ) -> CellRunner {
        var pipeline = world
        if let historyFolder { pipeline = world.playing(from: historyFolder, program: "1.2") }
        var time = 0.0
        return CellRunner(plan, pipeline, signal: signal) {
            time += 0.5
            return time
        }
    }
}
