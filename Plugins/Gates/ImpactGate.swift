import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks or shrinks a decision whose trade would move the price too far.
///
/// The trade is `planned_trade` of equity, the impact that of `SquareRootImpact`: 100 x sqrt(trade / value of the last 15
/// minutes) bps, more beyond the depth at the best prices, with the spread, and in a worse book. It may be
/// `max_impact`, and `max_alpha_share` of |alpha|. `over_limit: shrink` scales a trade over `max_impact` down to the
/// largest whose own impact is the limit. What is unknown blocks: a book is never made up.
final class ImpactGate: Gate {
    static let unknown = Reason("impact_unknown")
    static let noEquity = PlannedTrade.noEquity
    static let tooHigh = Reason("impact_too_high", unit: .basisPoints)
    static let eatsAlpha = Reason("impact_eats_alpha", unit: .basisPoints)
    static let scaled = Reason("impact_scaled", unit: .basisPoints)

    static let manifest = Manifest(
        "impact",
        "Blocks or shrinks a decision whose trade would move the price too far.",
        source: "Square-root impact (Almgren, Thum, Hauptmann, Li 2005) with depth, spread and condition.",
        reasons: [unknown, noEquity, tooHigh, eatsAlpha, scaled]
    )

    /// What becomes of a trade over the limit.
    enum OverLimit: String, SettingChoice {
        case block
        case shrink
    }

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "Part of equity that a trade is expected to be.")
        var plannedTrade: Percent = 1
        @Setting(in: 0.1...10_000, help: "How far a trade may move the price.")
        var maxImpact: BasisPoints = 50
        @Setting(in: 0...1_000, help: "Largest impact as a part of the expected return; off with null.")
        var maxAlphaShare: Percent? = 50
        @Setting(help: "Blocks what moves the price further, or shrinks it to what is allowed.")
        var overLimit = OverLimit.block
        @Setting(
            in: Amount(1)...Amount(1_000_000_000), help: "Least value of 15 minutes that is reckoned with.")
        var volumeFloor = Money(amount: Amount(1_000), currency: .usd)
        @Setting(
            in: Amount(1)...Amount(1_000_000_000_000),
            help: "Value at the best prices that makes a book a full one.")
        var depthTarget = Money(amount: Amount(10_000), currency: .usd)
        @Setting(help: "Whether the gate acts; one that is off still learns.")
        var enabled = true
    }

    private let trade: PlannedTrade
    private let rule: SquareRootImpact
    private let score: LiquidityScore
    private let alphaShare: Double
    private let shrinks: Bool
    private let isEnabled: Bool
    private var quarterHour: TradedValue

    init(settings: Settings, context: StageContext) throws {
        trade = PlannedTrade(settings.plannedTrade)
        rule = try SquareRootImpact(
            maxImpactBps: settings.maxImpact.value, volumeFloor: settings.volumeFloor.amount.doubleValue)
        score = try LiquidityScore(depthTarget: settings.depthTarget.amount.doubleValue)
        alphaShare = settings.maxAlphaShare?.fraction ?? .infinity
        shrinks = settings.overLimit == .shrink
        isEnabled = settings.enabled
        quarterHour = try TradedValue(minutes: 15, of: context.axes)
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        quarterHour.push(market)
        guard isEnabled else { return }
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let value = trade.value(of: index, in: cycle.portfolio)
            let book = BestPrices(index, market)
            let volume = quarterHour.value(index)
            if value.isNaN {
                decisions.block(index, Self.noEquity)
            } else if !book.isKnown || !volume.isFinite {
                decisions.block(index, Self.unknown)
            } else {
                judge(index, value, book, volume, decisions)
            }
        }
    }

    private func judge(
        _ index: Int, _ value: Double, _ book: BestPrices, _ volume: Double, _ decisions: DecisionFrame
    ) {
        let condition = LiquidityScore.condition(of: book.score(score))
        let market = SquareRootImpact.Market(
            spreadBps: book.spreadBps, depth: book.value, volume: volume,
            conditionFactor: condition.impactFactor)
        let impact = rule.impactBps(notional: value, in: market)
        guard !impact.isNaN else { return decisions.block(index, Self.unknown) }
        if rule.needsSlices(impact) {
            guard shrinks else {
                return decisions.block(index, Self.tooHigh, observed: impact, limit: rule.maxImpactBps)
            }
            let factor = min(rule.largestNotional(in: market) / value, 1)
            decisions.scaleDown(
                index, by: factor, Self.scaled, observed: impact, limit: rule.maxImpactBps)
        }
        guard alphaShare < .infinity, decisions.isOpen(index) else { return }
        let allowed = alphaShare * decisions.alpha[index].magnitude
        let left = min(impact, rule.maxImpactBps)
        if !(left <= allowed) { decisions.block(index, Self.eatsAlpha, observed: left, limit: allowed) }
    }

    func remember(into memory: inout MemoryWriter) { quarterHour.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try quarterHour.recall(from: &memory) }
}
