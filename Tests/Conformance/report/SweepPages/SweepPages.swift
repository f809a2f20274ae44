import SluiceReport

/// Writes a sweep's page to standard output, for a browser to judge: `grid`, `random` or `hostile`.
@main struct SweepPages {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "grid": print(SweepPage(SweepAnalysis(grid())).text)
        case "random": print(SweepPage(SweepAnalysis(random())).text)
        case "hostile": print(SweepPage(SweepAnalysis(hostile())).text)
        default: print("usage: sweep-pages grid|random|hostile")
        }
    }

    private static let metrics: [SweepTable.Metric] = [
        .init("sharpe", "Sharpe ratio", .ratio), .init("total_return", "Return", .fraction),
        .init("max_drawdown", "Deepest drawdown", .fraction, prefersLess: true),
    ]

    /// Cells whose skill depends on their values, over a market that they share.
    private static func table(
        _ axes: [String], _ values: [[String]], sessions: Int, skill: (Int, [String]) -> Double
    ) -> SweepTable {
        var dice = Dice()
        let market = (0..<sessions).map { _ in dice.normal() * 0.005 }
        let cells = values.enumerated().map { number, values in
            let edge = skill(number, values)
            let returns = market.map { $0 + dice.normal() * 0.006 + edge }
            let mean = returns.reduce(0, +) / Double(sessions)
            let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sessions - 1)
            var (equity, high, fall) = (1.0, 1.0, 0.0)
            for one in returns {
                equity *= 1 + one
                high = max(high, equity)
                fall = max(fall, 1 - equity / high)
            }
            return SweepTable.Cell(
                number: number, values: values,
                metrics: [mean / variance.squareRoot() * 252.0.squareRoot(), equity - 1, fall],
                returns: returns, fills: 40 + number % 90)
        }
        var table = SweepTable(pipeline: "s1", axes: axes, metrics: metrics, ranking: 0, cells: cells)
        table.origins = [("Plan", "5c0ffee0"), ("File", "0123456789abcdef"), ("Seed", "7")]
        return table
    }

    /// Two settings of a crossing of averages, with windows.
    private static func grid() -> SweepTable {
        let values = [4, 6, 8, 12, 16, 20, 24].flatMap { fast in
            [20, 26, 32, 40, 60, 80].map { slow in ["\(fast)", "\(slow)"] }
        }
        var table = table(
            ["stages.trend.with.fast", "stages.trend.with.slow"], values, sessions: 500
        ) { number, _ in Double((number * 7) % 11 - 6) * 0.0001 }
        table.unfinished = [
            .init(number: 99, values: ["24", "20"], message: "E0301: fast is not below slow")
        ]
        table.windows = (1...6).map {
            .init(
                train: "2024-0\($0)-01 to 2024-0\($0 + 2)-28",
                test: "2024-0\($0 + 3)-01 to 2024-0\($0 + 3)-28",
                values: ["12", "\(20 + $0 * 6)"], inSample: 2 - Double($0) * 0.2,
                outOfSample: 1 - Double($0) * 0.3)
        }
        var dice = Dice()
        table.joined = [1]
        for _ in 0..<120 { table.joined.append((table.joined.last ?? 1) * (1 + dice.normal() * 0.008)) }
        return table
    }

    /// Six settings with drawn values.
    private static func random() -> SweepTable {
        var dice = Dice()
        let values = (0..<700).map { _ in
            [
                "\(Int(2 + dice.unit() * 38))", "\(Int(40 + dice.unit() * 200))",
                "\(Int(1 + dice.unit() * 40))bps", "\(Int(dice.unit() * 10_000))",
                dice.unit() < 0.5 ? "ema" : "simple",
                "\(Double(Int(dice.unit() * 1_000)) / 1_000)",
            ]
        }
        var table = table(
            [
                "stages.trend.with.fast", "stages.trend.with.slow", "stages.spread.with.max_spread",
                "stages.cost.with.eta", "stages.trend.with.average", "stages.size.with.gross_target",
            ], values, sessions: 300
        ) { number, values in values[4] == "ema" ? 0.0006 : Double(number % 5) * 0.0001 }
        table.ranking = 1
        return table
    }

    /// Names from outside that would be markup.
    private static func hostile() -> SweepTable {
        let bad = "<b>b</b><script>alert(1)</script>\"'&"
        var table = table(
            [bad, "stages.\(bad).with.x"], ["1", "2", bad].flatMap { one in ["3", bad].map { [one, $0] } },
            sessions: 40
        ) { number, _ in Double(number) * 0.001 }
        (table.pipeline, table.origins) = (bad, [(bad, bad)])
        table.unfinished = [.init(number: 6, values: [bad, bad], message: bad)]
        table.windows = [.init(train: bad, test: bad, values: [bad, bad], inSample: 1, outOfSample: .nan)]
        table.joined = [1, 1.01]
        return table
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
private struct Dice {
    private var state: UInt64 = 20_261_129

    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
    }

    /// Nearly normal: the sum of twelve uniform numbers less six.
    mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}
