import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import RiskChecks

/// What a review left, copied so that it outlives its frame.
struct Reviewed {
    let weight: [Double]
    let causes: [Cause]
    let standing: TradingStanding
    let standingCause: Cause
    let warning: Cause
    let warnings: [Reason]
    let openOrders: OpenOrderAction
    let pauses: Pauses

    init(_ frame: ApprovedTargetFrame) {
        weight = withExtendedLifetime(frame) { (0..<frame.count).map { frame.weight[$0] } }
        causes = (0..<frame.count).map { frame.causes[$0] }
        (standing, standingCause, warning) = (frame.standing, frame.standingCause, frame.warning)
        warnings = frame.warnings.map(\.reason)
        (openOrders, pauses) = (frame.openOrders, frame.pauses)
    }
}

/// One look of the guardrails at an account and its targets.
struct RiskCase {
    var equity = 100_000.0
    /// The weights that are held.
    var held: [Double] = [0, 0]
    /// The weights that are wanted; NaN leaves a holding as it is.
    var wanted: [Double] = [.nan, .nan]
    /// The signed weights that open orders would add.
    var pending: [Double] = [0, 0]
    var now = ManualClock.start
    /// The closes of the cycle's bars; 100 for all unless given.
    var closes: [Double]?
    /// How old the cycle's bars and quotes are.
    var barAge = Span.zero
    /// The prices that holdings, bought at 100, are valued at; 100 for all unless given.
    var marks: [Double]?
    /// How orders have ended since the cycle before.
    var ends: [FinishedOrder.End] = []
    /// What has traded since the cycle before.
    var fills: [Fill] = []
    /// How many open orders nobody knows the fate of.
    var unknown = 0
    /// How an earlier risk check restricts trading.
    var standing = TradingStanding.open

    /// What a check makes of it.
    func review(_ check: some RiskCheck) throws -> Reviewed {
        let worth = equity.isFinite && equity > 0 ? equity : 100_000
        var builder = PortfolioBuilder(instruments: held.count, cash: worth * (1 - held.reduce(0, +)))
        for (index, weight) in held.enumerated() where weight != 0 {
            builder = builder.holding(weight * worth / 100, of: index, at: 100)
        }
        for (index, weight) in pending.enumerated() where weight != 0 {
            builder = builder.openOrder(weight > 0 ? .buy : .sell, weight.magnitude * worth / 100, of: index)
        }
        for _ in 0..<unknown { builder = builder.openOrder(.buy, 1, of: 0, isUnknown: true) }
        let portfolio = builder.build()
        portfolio.recentFills = fills
        portfolio.recentlyFinished = ends.map(FinishedOrder.ended)
        portfolio.mark.fill(100)
        for (index, mark) in (marks ?? []).enumerated() { portfolio.mark[index] = mark }
        if equity != worth {
            portfolio.equity = equity
            for index in held.indices where held[index] != 0 { portfolio.weight[index] = .nan }
        }
        let targets = ApprovedTargetFrame(count: held.count)
        for (index, weight) in wanted.enumerated() { targets.weight[index] = weight }
        targets.restrict(standing, Reason("earlier"))
        let market = MarketFrame.test(
            (closes ?? held.map { _ in 100 }).map { MarketBar($0) }, at: now - barAge)
        try check.review(.test(now: now, portfolio: portfolio), targets, market)
        return Reviewed(targets)
    }
}

/// What reduces passes and what adds does not, in one book, under any check.
func passesOnlyReductions(_ frame: Reviewed) -> Bool {
    frame.weight[0] == 0.05 && frame.weight[1].isNaN && frame.weight[2] == 0
}

extension RiskCase {
    /// One target that reduces, one that adds, and one that crosses zero.
    static func mixed(equity: Double) -> RiskCase {
        RiskCase(
            equity: equity, held: [0.1, 0.1, 0.1], wanted: [0.05, 0.2, -0.1], pending: [0, 0, 0])
    }
}

extension StageContext {
    static func risk(_ count: Int) -> StageContext { .test(instruments: (0..<count).map { "I\($0)" }) }
}

extension Fill {
    /// A trade of a value at a price, now.
    static func of(
        _ instrument: Int = 0, _ side: Side = .buy, value: Int, at price: Int = 100, order: UInt64 = 1
    ) -> Fill {
        let quantity = (try? Amount(value).divided(by: Amount(price), rounding: .halfEven)) ?? .zero
        return Fill(
            order: OrderID(order), instrument: instrument, side: side, quantity: quantity,
            price: Amount(price), fee: .zero, time: ManualClock.start)
    }
}

/// Whether two numbers agree but for rounding.
func near(_ one: Double, _ other: Double, within tolerance: Double = 1e-12) -> Bool {
    (one - other).magnitude <= tolerance
}
