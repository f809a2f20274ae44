import SluiceKit
import SluiceMarket
import SluiceTestKit

/// A sizer that is shown bars of chosen returns, one cycle after the other.
final class PlayedSizer<Played: Sizer> {
    let sizer: Played
    let count: Int
    let decisions: DecisionFrame
    let market: MarketFrame
    private let targets: TargetFrame
    private var prices: [Double]
    private(set) var cycle = 0

    /// Decisions to be long, 30 bps net over four bars at 0.1% a bar.
    init(_ yaml: String, _ count: Int, in context: StageContext? = nil) throws {
        sizer = try Played.test(yaml, in: context ?? .sizing(count))
        self.count = count
        (decisions, targets) = (DecisionFrame(count: count), TargetFrame(count: count))
        market = MarketFrame.test((0..<count).map { _ in MarketBar(100) }, volatility: 0.001)
        prices = Array(repeating: 100, count: count)
        decisions.side.fill(1)
        decisions.horizon.fill(0)
        decisions.alpha.fill(40)
        decisions.net.fill(30)
        decisions.cost.fill(10)
    }

    /// Plays one bar; an instrument whose return is NaN has no new bar.
    @discardableResult
    func play(_ returns: [Double], held: [Double] = []) throws -> Sized {
        cycle += 1
        for index in 0..<count {
            market.fresh[index] = returns[index].isNaN ? 0 : 1
            guard !returns[index].isNaN else { continue }
            prices[index] *= 1 + returns[index]
            market.close[index] = prices[index]
        }
        var builder = PortfolioBuilder(instruments: count, cash: 100_000 * (1 - held.reduce(0, +)))
        for (index, weight) in held.enumerated() where weight != 0 {
            builder = builder.holding(weight * 1_000, of: index, at: 100)
        }
        targets.clear()
        try sizer.size(.test(portfolio: builder.build()), decisions, market, into: targets)
        return Sized(targets)
    }

    /// Plays bars whose returns have these deviations and no correlation, 4 x `rounds` and one to begin with.
    @discardableResult
    func play(deviations: [Double], rounds: Int = 10, held: [Double] = []) throws -> Sized {
        var last = try play(Array(repeating: 0, count: count))
        for step in 0..<4 * rounds {
            let signs = [step % 2 == 0 ? 1.0 : -1, step % 4 < 2 ? 1 : -1, [1.0, -1, -1, 1][step % 4]]
            last = try play((0..<count).map { deviations[$0] * signs[$0] }, held: held)
        }
        return last
    }
}

extension PlayedSizer {
    /// Settings with which covariances are those of the last forty bars, and every difference trades.
    static var sample: String {
        "covariance: sample, shrinkage: 0, min_history: 10, window: 40, no_trade_band: 0bps"
    }

    /// The weights after forty bars of these deviations without correlation.
    static func weights(_ yaml: String, _ deviations: [Double], sides: [Double] = []) throws -> [Double] {
        let played = try PlayedSizer("{ \(yaml), \(sample) }", deviations.count)
        for (index, side) in sides.enumerated() { played.decisions.side[index] = side }
        return try played.play(deviations: deviations).weight
    }
}

/// Whether all weights agree but for rounding.
func near(_ found: [Double], _ wanted: [Double], within tolerance: Double = 1e-9) -> Bool {
    found.count == wanted.count && zip(found, wanted).allSatisfy { ($0 - $1).magnitude <= tolerance }
}
