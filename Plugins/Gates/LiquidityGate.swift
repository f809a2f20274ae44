import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision for an instrument that trades too little, or whose best prices hold too little.
///
/// Traded value is price times quantity, in the currency of the prices: of an average minute and five minutes (over as
/// many bars as make them up, at least one; a cycle without a new bar counts as none traded) and of a session. Depth is
/// the value at both best prices. The score, 0 to 100, is `LiquidityScore` with all depth taken for that of the best
/// prices. A value on its limit passes; what is unknown blocks.
final class LiquidityGate: Gate {
    static let valueUnknown = Reason("traded_value_unknown")
    static let minuteLow = Reason("minute_value_low", unit: .number)
    static let fiveMinutesLow = Reason("five_minute_value_low", unit: .number)
    static let sessionLow = Reason("session_value_low", unit: .number)
    static let depthUnknown = Reason("depth_unknown")
    static let depthLow = Reason("depth_low", unit: .number)
    static let scoreLow = Reason("liquidity_score_low", unit: .number)

    static let manifest = Manifest(
        "liquidity",
        "Blocks a decision for what trades too little or has too thin a book.",
        source: "Score: mean of spread points, depth near and far, and balance; see LiquidityScore.",
        reasons: [valueUnknown, minuteLow, fiveMinutesLow, sessionLow, depthUnknown, depthLow, scoreLow]
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Amount(0)...Amount(1_000_000_000_000),
            help: "Least value traded in an average minute of late.")
        var minMinuteValue = Money(amount: Amount(50_000), currency: .usd)
        @Setting(
            in: Amount(0)...Amount(1_000_000_000_000), help: "Least value traded in the last five minutes.")
        var minFiveMinuteValue = Money(amount: Amount(200_000), currency: .usd)
        @Setting(
            in: Amount(0)...Amount(1_000_000_000_000),
            help: "Least value traded in a session; off unless set.")
        var minSessionValue: Money?
        @Setting(
            in: Amount(0)...Amount(1_000_000_000_000),
            help: "Least value at both best prices; off unless set.")
        var minDepth: Money?
        @Setting(in: 0...100, help: "Least liquidity score; off unless set.")
        var minScore: Double?
        @Setting(
            in: Amount(1)...Amount(1_000_000_000_000),
            help: "Value at the best prices that earns the score's full points.")
        var depthTarget = Money(amount: Amount(10_000), currency: .usd)
    }

    private var minute: TradedValue
    private var fiveMinutes: TradedValue
    private let minSession: Double?
    private let minDepth: Double?
    private let minScore: Double?
    private let score: LiquidityScore

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        minute = try TradedValue(minutes: 1, of: axes, atLeast: settings.minMinuteValue)
        fiveMinutes = try TradedValue(minutes: 5, of: axes, atLeast: settings.minFiveMinuteValue)
        minSession = settings.minSessionValue?.amount.doubleValue
        minDepth = settings.minDepth?.amount.doubleValue
        minScore = settings.minScore
        score = try LiquidityScore(depthTarget: settings.depthTarget.amount.doubleValue)
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        minute.push(market)
        fiveMinutes.push(market)
        for index in 0..<decisions.count where decisions.isOpen(index) {
            judge(index, minute.value(index), minute.least, Self.minuteLow, decisions)
            judge(index, fiveMinutes.value(index), fiveMinutes.least, Self.fiveMinutesLow, decisions)
            if let minSession {
                judge(index, market.tradedValue[index], minSession, Self.sessionLow, decisions)
            }
            if minDepth != nil || minScore != nil { judgeBook(index, decisions, market) }
        }
    }

    private func judge(
        _ index: Int, _ value: Double, _ least: Double, _ reason: Reason, _ decisions: DecisionFrame
    ) {
        guard value.isFinite else { return decisions.block(index, Self.valueUnknown) }
        if value < least { decisions.block(index, reason, observed: value, limit: least) }
    }

    private func judgeBook(_ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame) {
        let book = BestPrices(index, market)
        guard book.isKnown else { return decisions.block(index, Self.depthUnknown) }
        if let minDepth, book.value < minDepth {
            decisions.block(index, Self.depthLow, observed: book.value, limit: minDepth)
        }
        guard let minScore else { return }
        let points = book.score(score)
        if fallsShort(points, of: minScore) || points.isNaN {
            decisions.block(index, Self.scoreLow, observed: points, limit: minScore)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        minute.remember(into: &memory)
        fiveMinutes.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        try minute.recall(from: &memory)
        try fiveMinutes.recall(from: &memory)
    }
}
