import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How horizons are compared.
enum WinnerRank: String, SettingChoice {
    case riskCharged = "risk_charged"
    case perRisk = "per_risk"
}

/// The settings of `arbiter.winner`.
struct WinnerSettings: PluginSettings, TradingCostSettings, ThresholdSettings {
    @Setting(in: 0...1, help: "The winner's share; the rest is its neighbour's.")
    var mix = 0.7
    @Setting(help: "Compares net edges less a price for their risk, or for a unit of it.")
    var rank = WinnerRank.riskCharged
    @Setting(in: 0...10, help: "What a unit of the horizon's volatility takes off, with 'risk_charged'.")
    var riskPrice = 0.1
    @Setting(help: "The rungs that say which horizons are neighbours.")
    var ladder = HorizonLadder.usual.compactMap { Horizon(parsing: $0) }
    @Setting(in: 0...10, help: "How many spreads a trade pays.")
    var k1 = 1.0
    @Setting(in: 0...10, help: "How much of the volatility that passes over the horizon waiting costs.")
    var k2 = 0.15
    @Setting(
        in: 0...10, help: "Times ten basis points that an order of 1% of a session's traded value costs.")
    var k3 = 1.0
    @Setting(in: 0...100, help: "Part of equity that a trade is expected to be, for its impact on the price.")
    var plannedTrade: Percent = 1
    @Setting(help: "Lets the impact grow with the root of the order, or by its part of the horizon's volume.")
    var impact = ImpactModel.squareRoot
    @Setting(in: 0...100, help: "Times the cost, by windows of the day on the market's clocks.")
    var sessions = NameMap(1.0)
    @Setting(help: "Makes dearer what moves with other holdings; off unless set.")
    var correlation: CorrelationPenalty?
    @Setting(help: "Lets what fills paid correct the cost; off unless set.")
    var adaptive: AdaptiveCost?
    @Setting(in: 0...1_000, help: "What a trade must be worth after costs where there is no spread.")
    var baseThreshold: BasisPoints = 2
    @Setting(in: 0...100, help: "How many spreads are added to what a trade must be worth.")
    var reserveSpreadMultiple = 0.5
    @Setting(help: "Makes the threshold of base and reserve, or adds the trade's cost a second time.")
    var threshold = Threshold.reserve
    @Setting(help: "Holds the score against the threshold, or what is left of the alpha after costs.")
    var compare = Compared.score
    @Setting(help: "Trades on both sides, or only where a rise is expected.")
    var direction = Direction.both

    func check(_ issues: inout [Diagnostic]) { $sessions.checkWindows(sessions, &issues) }
}
