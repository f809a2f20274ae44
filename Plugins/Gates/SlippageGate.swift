import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision whose trade would slip too far through the best prices.
///
/// The trade is `planned_trade` of equity. What it slips beyond the quote is half of the depth that it eats on its side
/// of the book, 10,000 x (trade / depth) / 2 bps; the expected loss is the spread and that. Blocked when the slippage is
/// more than `max_spread_share` of the spread, the loss more than `max_slippage`, or the quantity more than a part of
/// the depth. A value on its limit passes; what is unknown blocks. See `SlippageRule` and `DepthCap`.
///
/// Worked number: a trade of 1,000 into a depth of 1,000,000 slips 5 bps, which is more than 0.6 of a spread of 8 bps.
final class SlippageGate: Gate {
    static let depthUnknown = Reason("depth_unknown")
    static let noEquity = PlannedTrade.noEquity
    static let overSpread = Reason("slippage_over_spread", unit: .basisPoints)
    static let tooHigh = Reason("slippage_too_high", unit: .basisPoints)
    static let overDepth = Reason("order_over_depth", unit: .number)

    static let manifest = Manifest(
        "slippage",
        "Blocks a decision whose trade would slip too far through the best prices.",
        source: "expected loss = spread + 10,000 x (trade / depth) / 2 bps.",
        reasons: [depthUnknown, noEquity, overSpread, tooHigh, overDepth]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "Part of equity that a trade is expected to be.")
        var plannedTrade: Percent = 1
        @Setting(in: 0...100, help: "Largest slippage beyond the quote, in spreads; off with null.")
        var maxSpreadShare: Double? = 0.6
        @Setting(in: 0...10_000, help: "Largest loss to spread and slippage together; off with null.")
        var maxSlippage: BasisPoints? = 50
        @Setting(in: 0...10_000, help: "Largest part of the depth beyond the buffer; off unless set.")
        var depthCap: BasisPoints?
        @Setting(in: 0...100, help: "Part of the depth that 'depth_cap' leaves alone.")
        var depthBuffer: Percent = 20
    }

    private let trade: PlannedTrade
    private let spreadShare: Double
    private let rule: SlippageRule?
    private let cap: DepthCap?

    init(settings: Settings, context: StageContext) throws {
        trade = PlannedTrade(settings.plannedTrade)
        spreadShare = settings.maxSpreadShare ?? .infinity
        rule = try settings.maxSlippage.map { try SlippageRule(maxSlippageBps: $0.value) }
        cap = try settings.depthCap.map {
            try DepthCap(buffer: settings.depthBuffer.fraction, capBps: $0.value)
        }
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let value = trade.value(of: index, in: cycle.portfolio)
            let book = BestPrices(index, market)
            if value.isNaN {
                decisions.block(index, Self.noEquity)
            } else if !book.isKnown {
                decisions.block(index, Self.depthUnknown)
            } else {
                judge(index, value, book, decisions)
            }
        }
    }

    private func judge(_ index: Int, _ value: Double, _ book: BestPrices, _ decisions: DecisionFrame) {
        let side = decisions.side[index]
        let loss = SlippageRule.expectedBps(
            spreadBps: book.spreadBps, notional: value, depth: book.value(takenBy: side))
        let slippage = loss - book.spreadBps
        let allowed = spreadShare * book.spreadBps
        if exceeds(slippage, allowed) {
            decisions.block(index, Self.overSpread, observed: slippage, limit: allowed)
        } else if let rule, !rule.allows(loss) {
            decisions.block(index, Self.tooHigh, observed: loss, limit: rule.maxSlippageBps)
        } else if let cap {
            let quantity = value / book.mid
            let depth = book.size(takenBy: side)
            guard !cap.allows(quantity, depth: depth) else { return }
            decisions.block(index, Self.overDepth, observed: quantity, limit: cap.largest(of: depth))
        }
    }
}
