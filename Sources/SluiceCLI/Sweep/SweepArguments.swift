import ArgumentParser
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceSweep

/// What makes a plan of a sweep.
struct SweepArguments: ParsableArguments {
    @OptionGroup var pipeline: PipelineArguments
    @Option(help: "Vary a setting over values: stages.trend.with.fast=5,10,20.") var grid: [String] = []
    @Option(help: "Draw a setting from a range: path=lo..hi, or path=lo..hi:log.") var range: [String] = []
    @Option(help: "How many draws from the ranges, for each combination of values.") var random = 0
    @Option(help: "Read cells from a file: on each line a JSON list of path=value.") var cells: String?
    @Option(help: "Seed of the draws; the dice of the runs have the file's.") var seed: UInt64 = 1
    @Option(help: "The figure that cells are ranked by.") var metric = SweepMetric.sharpe
    @Option(help: "Choose on some days and judge behind them: train=90d,test=30d[,step=30d][,anchored].")
    var walkForward: String?
    @OptionGroup var history: HistoryArguments
    @Flag(help: "Let orders leave while stages are still warming up.") var noWarmUp = false

    /// The plan, and the file that it is of.
    func plan(_ program: ProgramContext) throws -> (plan: SweepPlan, world: SweepWorld) {
        try swept {
            let walk = try walkForward.map { text throws(SweepError) in try WalkForward(text) }
            let combinations = try combinations()
            let world = try SweepWorld(try request(program), program)
            try world.check(examples: combinations.joined())
            let planner = SweepPlanner(world.pipeline, world.base, world.plan)
            var axes: [String] = []
            for setting in combinations.joined() where !axes.contains(setting.path) {
                axes.append(setting.path)
            }
            let plan = try planner.plan(
                axes: axes, combinations: combinations, metric: metric, seed: seed, walkForward: walk,
                program: SluiceProgram.version)
            return (plan, world)
        }
    }

    private func combinations() throws -> [[SweepSetting]] {
        if let cells {
            guard grid.isEmpty, range.isEmpty, random == 0 else {
                throw CommandError(.usage, "--cells goes without --grid, --range and --random")
            }
            return try CellList(readingFrom: cells).cells
        }
        let axes =
            try grid.map { word throws(SweepError) in try SweepAxis.grid(word) }
            + range.map { word throws(SweepError) in try SweepAxis.range(word) }
        return try SweepGrid(axes: axes, draws: random, seed: seed).cells
    }

    private func request(_ program: ProgramContext) throws -> SweepRequest {
        guard history.mode != .live else {
            throw CommandError(.usage, "a sweep is never live; --mode takes backtest or paper")
        }
        let arguments = try pipeline.reading(history.data, program, mode: history.mode)
        var request = SweepRequest(file: arguments.file)
        (request.profile, request.mode) = (arguments.profile, history.mode)
        (request.overrides, request.allowFolder) = (arguments.overrides, arguments.allowFolder)
        (request.allowsLooserRisk, request.warmsUp) = (arguments.allowLooserRisk, !noWarmUp)
        request.from = try history.from.map { try DataMoment.argument($0, of: "--from") }
        request.until = try history.to.map { try DataMoment.argument($0, of: "--to") }
        if let from = request.from, let until = request.until, until < from {
            throw CommandError(.usage, "--to must not be before --from")
        }
        return request
    }
}

extension SweepMetric: ExpressibleByArgument {
    /// Reads the figure's name in a backtest's JSON.
    public init?(argument: String) { self.init(rawValue: argument) }
}
