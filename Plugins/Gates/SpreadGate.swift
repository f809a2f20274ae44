import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision while its quote is too wide, too old, or not known to be neither.
///
/// The spread is judged first, then the age. A value on its limit passes.
final class SpreadGate: Gate {
    static let noQuote = Reason("no_quote")
    static let crossed = Reason("quote_crossed", unit: .basisPoints)
    static let tooWide = Reason("spread_too_wide", unit: .basisPoints)
    static let ageUnknown = Reason("quote_age_unknown")
    static let fromFuture = Reason("quote_from_future", unit: .milliseconds)
    static let tooOld = Reason("quote_too_old", unit: .milliseconds)

    static let manifest = Manifest(
        "spread",
        "Blocks a decision while its quote is too wide or too old.",
        source: "Quoted spread: (ask - bid) / midpoint, as in SEC Rule 605.",
        reasons: [noQuote, crossed, tooWide, ageUnknown, fromFuture, tooOld]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...1_000, help: "Widest spread over the midpoint that lets a decision through.")
        var maxSpread: BasisPoints = 12

        @Setting(in: .milliseconds(1) ... .days(7), help: "Oldest quote that lets a decision through.")
        var maxQuoteAge: Span = .milliseconds(200)

        @Setting(
            in: .zero ... .seconds(60),
            help:
                "How far a quote's time may lie after the cycle's, where the venue's clock runs ahead of ours."
        )
        var clockSkew: Span = .zero
    }

    private let rule: SpreadRule

    init(settings: Settings, context: StageContext) throws {
        rule = try SpreadRule(
            maxSpreadBps: settings.maxSpread.value,
            maxAgeMilliseconds: settings.maxQuoteAge.milliseconds,
            clockSkewMilliseconds: settings.clockSkew.milliseconds
        )
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let bids = market.bid
        let asks = market.ask
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let bid = bids[index]
            let ask = asks[index]
            guard bid > 0, ask > 0, bid.isFinite, ask.isFinite else {
                decisions.block(index, Self.noQuote)
                continue
            }
            let quoteTime = market.quoteTime[index]
            let age = quoteTime == .distantPast ? .nan : cycle.now.since(quoteTime).milliseconds
            let spread = QuoteMath.spreadBps(bid: bid, ask: ask)
            switch rule.verdict(spreadBps: spread, ageMilliseconds: age) {
            case .allowed: break
            case .spreadUnknown: decisions.block(index, Self.noQuote)
            case .crossed: decisions.block(index, Self.crossed, observed: spread, limit: 0)
            case .spreadTooWide:
                decisions.block(index, Self.tooWide, observed: spread, limit: rule.maxSpreadBps)
            case .ageUnknown: decisions.block(index, Self.ageUnknown)
            case .fromFuture:
                decisions.block(index, Self.fromFuture, observed: age, limit: -rule.clockSkewMilliseconds)
            case .stale:
                decisions.block(index, Self.tooOld, observed: age, limit: rule.maxAgeMilliseconds)
            }
        }
    }
}

extension Span {
    fileprivate var milliseconds: Double { Double(nanoseconds) / 1e6 }
}
