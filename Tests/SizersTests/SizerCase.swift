import SluiceKit
import SluiceMarket
import SluiceTestKit

/// What a sizer wants, copied so that it outlives its frame.
struct Sized {
    let weight: [Double]
    let causes: [Cause]

    init(_ frame: TargetFrame) {
        weight = withExtendedLifetime(frame) { (0..<frame.count).map { frame.weight[$0] } }
        causes = (0..<frame.count).map { frame.causes[$0] }
    }
}

/// One instrument before a sizer: what was decided, what is held, and what becomes of it.
struct SizerCase {
    var side = 1.0
    var alpha = 40.0
    var net = 30.0
    var cost = 10.0
    var scale = 1.0
    var score = 10.0
    /// The weight that is held of an account of 100,000.
    var held = 0.0
    var volatility = 0.001

    /// What a sizer makes of cases, each an instrument of its own at a price of 100.
    static func targets(
        _ sizer: some Sizer, _ cases: [SizerCase], pending: [Int: Double] = [:]
    ) throws
        -> Sized
    {
        let decisions = DecisionFrame(count: cases.count)
        let market = MarketFrame.test(cases.map { _ in MarketBar(100) })
        let cash = 100_000 * (1 - cases.reduce(0) { $0 + $1.held })
        var builder = PortfolioBuilder(instruments: cases.count, cash: cash)
        for (index, item) in cases.enumerated() {
            decisions.side[index] = item.side
            decisions.horizon[index] = 0
            decisions.alpha[index] = item.alpha
            decisions.net[index] = item.net
            decisions.cost[index] = item.cost
            decisions.score[index] = item.score
            decisions.scale[index] = item.scale
            market.volatility[index] = item.volatility
            if item.held != 0 { builder = builder.holding(item.held * 1_000, of: index, at: 100) }
            if let open = pending[index] {
                builder = builder.openOrder(open > 0 ? .buy : .sell, open.magnitude, of: index)
            }
        }
        let targets = TargetFrame(count: cases.count)
        targets.clear()
        let portfolio = builder.build()
        portfolio.mark.fill(100)
        try sizer.size(.test(portfolio: portfolio), decisions, market, into: targets)
        return Sized(targets)
    }
}

extension StageContext {
    /// A context of some instruments with one horizon of four bars, over which volatility doubles.
    static func sizing(_ count: Int) -> StageContext {
        .test(instruments: (0..<count).map { "I\($0)" }, horizons: ["4m"])
    }
}

/// Whether two numbers agree but for rounding.
func near(_ one: Double, _ other: Double, within tolerance: Double = 1e-12) -> Bool {
    (one - other).magnitude <= tolerance
}
