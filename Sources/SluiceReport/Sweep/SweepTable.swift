import SluiceMarket

/// The cells of a sweep as plain values: what each set, and what it came to.
///
/// The page and the text of a sweep are made of it: `SweepPage(SweepAnalysis(table)).text` and
/// `SweepAnalysis(table).warnings`.
public struct SweepTable: Sendable {
    /// A figure that each cell has.
    public struct Metric: Sendable {
        /// The name in machine output, such as `sharpe`.
        public let key: String
        /// The name for people.
        public let name: String
        /// What it is in.
        public let unit: RunFigure.Unit
        /// Whether a lower value is the better one.
        public let prefersLess: Bool

        /// Names a figure.
        public init(_ key: String, _ name: String, _ unit: RunFigure.Unit, prefersLess: Bool = false) {
            (self.key, self.name, self.unit, self.prefersLess) = (key, name, unit, prefersLess)
        }
    }

    /// A cell that ran to its end.
    public struct Cell: Sendable {
        /// Its number in the plan.
        public let number: Int
        /// For each axis the value as the plan writes it.
        public let values: [String]
        /// For each metric the figure; NaN where it has none.
        public let metrics: [Double]
        /// The returns of its sessions, in order; the last is of the same session in all cells.
        public let returns: [Double]
        /// How many trades it made.
        public let fills: Int

        /// Notes a cell.
        public init(number: Int, values: [String], metrics: [Double], returns: [Double], fills: Int) {
            (self.number, self.values, self.metrics) = (number, values, metrics)
            (self.returns, self.fills) = (returns, fills)
        }
    }

    /// A cell without figures.
    public struct Unfinished: Sendable {
        /// Its number in the plan.
        public let number: Int
        /// For each axis the value as the plan writes it.
        public let values: [String]
        /// Why it has none.
        public let message: String

        /// Notes a cell.
        public init(number: Int, values: [String], message: String) {
            (self.number, self.values, self.message) = (number, values, message)
        }
    }

    /// A stretch of walking forward: the best cell on some days, and what it came to on those behind them.
    public struct Window: Sendable {
        /// The days that the cell was chosen on.
        public let train: String
        /// The days that it is judged on.
        public let test: String
        /// For each axis the chosen value; empty where no cell was chosen.
        public let values: [String]
        /// The ranking metric where it was chosen; NaN where there is none.
        public let inSample: Double
        /// The ranking metric where it is judged; NaN where there is none.
        public let outOfSample: Double

        /// Notes a window.
        public init(train: String, test: String, values: [String], inSample: Double, outOfSample: Double) {
            (self.train, self.test, self.values) = (train, test, values)
            (self.inSample, self.outOfSample) = (inSample, outOfSample)
        }
    }

    /// The pipeline's name.
    public var pipeline: String
    /// The paths of the settings that differ.
    public var axes: [String]
    /// The figures of cells; one has the key `sharpe`.
    public var metrics: [Metric]
    /// The place of the metric that cells are ranked by.
    public var ranking: Int
    /// The cells that ran to their end; with windows, those of the whole span or none.
    public var cells: [Cell]
    /// The other cells.
    public var unfinished: [Unfinished] = []
    /// How many sessions a year has.
    public var periodsPerYear = 252.0
    /// The windows of walking forward.
    public var windows: [Window] = []
    /// Growth of one unit of money on the days to judge on, one window after another; 1 at the beginning.
    public var joined: [Double] = []
    /// Lines of what the sweep was made from, such as digests, each with its name.
    public var origins: [(name: String, text: String)] = []

    /// Notes a sweep; axes and metrics have their values in this order in each cell.
    public init(pipeline: String, axes: [String], metrics: [Metric], ranking: Int, cells: [Cell]) {
        (self.pipeline, self.axes, self.metrics, self.ranking) = (pipeline, axes, metrics, ranking)
        self.cells = cells
    }
}

extension SweepTable {
    /// The axes without the words that all paths have, where that leaves them different.
    var shortAxes: [String] {
        let short = axes.map { path in
            path.split(separator: ".").filter { $0 != "stages" && $0 != "with" && $0 != "params" }
                .joined(separator: ".")
        }
        return Set(short).count == axes.count && !short.contains("") ? short : axes
    }

    /// The metric that cells are ranked by.
    var metric: Metric {
        metrics.indices.contains(ranking) ? metrics[ranking] : Metric("none", "nothing", .ratio)
    }

    /// A cell's value of the metric that cells are ranked by.
    func value(_ cell: Cell) -> Double { value(cell, ranking) }

    /// A cell's figure; NaN where it has none.
    func value(_ cell: Cell, _ metric: Int) -> Double {
        cell.metrics.indices.contains(metric) ? cell.metrics[metric] : .nan
    }

    /// A cell's value on an axis; empty where it has none.
    func value(_ cell: Cell, axis: Int) -> String {
        cell.values.indices.contains(axis) ? cell.values[axis] : ""
    }
}
