import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision whose quote cannot be right: crossed, locked, too narrow, too wide, or far from the last trade.
///
/// The distance of the last trade is |last / midpoint - 1|. A value on its limit passes; what is unknown blocks.
/// `gate.spread` is the one that says what a trade may cost; this one says what a quote may look like.
final class QuoteSanityGate: Gate {
    static let noQuote = Reason("no_quote")
    static let crossed = Reason("quote_crossed", unit: .basisPoints)
    static let locked = Reason("quote_locked", unit: .basisPoints)
    static let narrow = Reason("spread_too_narrow", unit: .basisPoints)
    static let wide = Reason("spread_too_wide", unit: .basisPoints)
    static let noLast = Reason("no_last_price")
    static let farFromLast = Reason("last_price_far", unit: .basisPoints)
    static let ageUnknown = Reason("quote_age_unknown")
    static let tooOld = Reason("quote_too_old", unit: .milliseconds)

    static let manifest = Manifest(
        "quote_sanity",
        "Blocks a decision whose quote is crossed, locked, or far from the last trade.",
        source: "Locked and crossed markets: Rule 610 of Regulation NMS.",
        reasons: [noQuote, crossed, locked, narrow, wide, noLast, farFromLast, ageUnknown, tooOld]
    )

    struct Settings: PluginSettings {
        @Setting(help: "Blocks where bid and ask are the same.")
        var forbidLocked = true
        @Setting(in: 0...1_000, help: "Narrowest spread over the midpoint that is believed.")
        var minSpread: BasisPoints = 0.1
        @Setting(in: 0...10_000, help: "Widest spread over the midpoint that is believed.")
        var maxSpread: BasisPoints = 50
        @Setting(in: 1...10_000, help: "How far the last trade may lie from the midpoint; off unless set.")
        var maxLastDistance: BasisPoints?
        @Setting(in: .milliseconds(1) ... .days(7), help: "Oldest quote that is believed; off unless set.")
        var maxQuoteAge: Span?

        func check(_ issues: inout [Diagnostic]) {
            if minSpread > maxSpread { issues.append($minSpread.conflict("is above 'max_spread'")) }
        }
    }

    private let settings: Settings
    private let maxLastDistance: Double
    private let maxAge: Double

    init(settings: Settings, context: StageContext) {
        self.settings = settings
        maxLastDistance = settings.maxLastDistance?.value ?? .infinity
        maxAge = settings.maxQuoteAge.map { Double($0.nanoseconds) / 1e6 } ?? .infinity
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count where decisions.isOpen(index) {
            if judgeSpread(index, decisions, market) { continue }
            if maxLastDistance < .infinity, judgeLast(index, decisions, market) { continue }
            if maxAge < .infinity { judgeAge(index, cycle.now, decisions, market) }
        }
    }

    private func judgeSpread(_ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame) -> Bool {
        let (bid, ask) = (market.bid[index], market.ask[index])
        guard bid > 0, ask > 0, bid.isFinite, ask.isFinite else {
            decisions.block(index, Self.noQuote)
            return true
        }
        let spread = QuoteMath.spreadBps(bid: bid, ask: ask)
        if spread < 0 {
            decisions.block(index, Self.crossed, observed: spread, limit: 0)
        } else if spread == 0 {
            guard settings.forbidLocked else { return false }
            decisions.block(index, Self.locked, observed: 0, limit: 0)
        } else if fallsShort(spread, of: settings.minSpread.value) {
            decisions.block(index, Self.narrow, observed: spread, limit: settings.minSpread.value)
        } else if exceeds(spread, settings.maxSpread.value) {
            decisions.block(index, Self.wide, observed: spread, limit: settings.maxSpread.value)
        } else {
            return false
        }
        return true
    }

    private func judgeLast(_ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame) -> Bool {
        let last = market.close[index]
        guard last > 0, last.isFinite else {
            decisions.block(index, Self.noLast)
            return true
        }
        let mid = QuoteMath.mid(bid: market.bid[index], ask: market.ask[index])
        let distance = (last / mid - 1).magnitude * 10_000
        guard exceeds(distance, maxLastDistance) else { return false }
        decisions.block(index, Self.farFromLast, observed: distance, limit: maxLastDistance)
        return true
    }

    private func judgeAge(
        _ index: Int, _ now: Timestamp, _ decisions: DecisionFrame, _ market: MarketFrame
    ) {
        let time = market.quoteTime[index]
        guard time != .distantPast else { return decisions.block(index, Self.ageUnknown) }
        let age = Double(now.since(time).nanoseconds) / 1e6
        if age > maxAge || age < 0 {
            decisions.block(index, Self.tooOld, observed: age, limit: maxAge)
        }
    }
}
