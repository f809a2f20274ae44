import ArgumentParser
import SluiceKit
import SluiceMarket

/// The history that a backtest or a sweep runs on: how the run meets the world, its ends, and where the data lie.
struct HistoryArguments: ParsableArguments {
    @Option(
        help: "How the run meets the world: one of the file's modes, but not live.", transform: Mode.argument)
    var mode: Mode?
    @Option(help: "First date or time at which anything trades; what comes before warms the stages up.")
    var from: String?
    @Option(help: "Last date or time of a cycle.") var to: String?
    @Option(help: "Read the data of a stage from another path: STAGE=PATH, or PATH for the only one.")
    var data: [String] = []
}
