import SluiceKit
import SluiceMarket

/// What surrounds a stage: market and portfolio, cycle by cycle, the same however often a cycle is entered.
final class ContractWorld {
    /// The number that stages write their causes under.
    static let writer: Int32 = 7
    /// The members of every forecast that a stage takes.
    static let members = ["first", "second"]

    let conditions: ContractConditions
    let market: MarketFrame
    let portfolio: Portfolio

    init(_ conditions: ContractConditions) {
        self.conditions = conditions
        market = conditions.tape.frame(features: conditions.outline.features)
        portfolio = Portfolio(count: conditions.tape.instruments.count)
    }

    var instruments: Int { market.count }
    var horizons: Int { conditions.horizons.count }

    /// Goes on to a cycle, from 0.
    func enter(_ number: Int) -> Cycle {
        conditions.tape.play(number, into: market)
        fill(market.features.values, number, "features", scale: 1)
        book(number)
        let now = conditions.tape.times[number]
        return Cycle(
            number: number + 1, now: now, session: conditions.tape.calendar.sessionDate(of: now),
            portfolio: portfolio)
    }

    /// Dice of a cycle, and of one use within it.
    func dice(_ number: Int, _ use: String) -> Dice { Dice(seed: UInt64(number), stage: use) }

    private func book(_ number: Int) {
        var dice = dice(number, "portfolio")
        var equity = 50_000.0
        portfolio.cash = Amount(50_000)
        for instrument in 0..<instruments {
            let quantity = (200 * dice.uniform() - 80).rounded()
            let mark = market.mark(instrument)
            portfolio.holdings[instrument] = Amount(Int(quantity))
            portfolio.quantity[instrument] = quantity
            portfolio.mark[instrument] = mark
            portfolio.averagePrice[instrument] = quantity == 0 ? .nan : mark * (0.9 + 0.2 * dice.uniform())
            equity += quantity == 0 ? 0 : quantity * mark
        }
        portfolio.equity = equity
        for instrument in 0..<instruments {
            let value = portfolio.quantity[instrument] * portfolio.mark[instrument]
            portfolio.weight[instrument] = portfolio.quantity[instrument] == 0 ? 0 : value / equity
        }
    }

    /// Fills every number of some columns at random.
    func fill(_ columns: ColumnSet, _ number: Int, _ use: String, scale: Double) {
        var dice = dice(number, use)
        for index in columns.storage.indices.prefix(columns.columns * columns.rows) {
            columns.storage[index] = conditions.number(&dice, scale: scale)
        }
    }

    /// Decides at random, as an arbiter might.
    func decide(_ decisions: DecisionFrame, _ number: Int) {
        var dice = dice(number, "decisions")
        decisions.clear()
        decisions.writer = 3
        for instrument in 0..<instruments {
            let horizon = Int(dice.uniform() * Double(horizons))
            let alpha = conditions.number(&dice, scale: 30)
            let side = dice.uniform()
            decisions.horizon[instrument] = Double(horizon)
            decisions.alpha[instrument] = alpha
            decisions.cost[instrument] = 3
            decisions.net[instrument] = alpha - (alpha < 0 ? -3 : 3)
            decisions.score[instrument] = abs(decisions.net[instrument])
            decisions.side[instrument] = side < 0.2 || !alpha.isFinite ? 0 : alpha < 0 ? -1 : 1
        }
        decisions.writer = Self.writer
    }

    /// Wants weights at random, as a sizer might.
    func want(_ targets: TargetFrame, _ number: Int) {
        var dice = dice(number, "targets")
        targets.clear()
        for instrument in 0..<instruments {
            let weight = conditions.number(&dice, scale: 0.1)
            targets.weight[instrument] = weight.isFinite ? max(-1, min(weight, 1)) : .nan
        }
    }
}
