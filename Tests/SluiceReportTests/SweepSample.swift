import SluiceReport

/// A sweep that a test makes up: two or more settings, cells with returns of seeded dice.
struct SweepSample {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Near enough to normal: the sum of twelve uniform numbers less six.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            sum += Double(state >> 11) * 0x1p-53
        }
        return sum
    }

    static let metrics: [SweepTable.Metric] = [
        .init("total_return", "Return", .fraction), .init("sharpe", "Sharpe ratio", .ratio),
        .init("max_drawdown", "Deepest drawdown", .fraction, prefersLess: true),
    ]

    /// Figures of returns: total, Sharpe ratio a year, and the first return as a drawdown.
    static func figures(_ returns: [Double]) -> [Double] {
        let count = Double(returns.count)
        let mean = returns.reduce(0, +) / count
        let square = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return [
            returns.reduce(1) { $0 * (1 + $1) } - 1, mean / square.squareRoot() * 252.0.squareRoot(),
            returns.first?.magnitude ?? .nan,
        ]
    }

    /// Cells of all combinations, in which a common market and a skill of each cell's own show.
    mutating func table(
        _ axes: [(name: String, values: [String])], sessions: Int = 120, skill: (Int) -> Double = { _ in 0 }
    ) -> SweepTable {
        let market = (0..<sessions).map { _ in normal() * 0.006 }
        var combinations: [[String]] = [[]]
        for axis in axes { combinations = combinations.flatMap { head in axis.values.map { head + [$0] } } }
        let cells = combinations.enumerated().map { number, values in
            let returns = market.map { $0 + normal() * 0.006 + skill(number) * 0.001 }
            return SweepTable.Cell(
                number: number, values: values, metrics: Self.figures(returns), returns: returns, fills: 40)
        }
        return SweepTable(
            pipeline: "sample", axes: axes.map(\.name), metrics: Self.metrics, ranking: 1, cells: cells)
    }
}
