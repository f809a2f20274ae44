import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Which way an entry may go.
enum Direction: String, SettingChoice {
    case both
    case longOnly = "long_only"
}

/// What has to reach the threshold.
enum Compared: String, SettingChoice {
    case score
    case net
}

/// What the threshold is made of.
enum Threshold: String, SettingChoice {
    case reserve
    case costPlusReserve = "cost_plus_reserve"
}

/// The settings of every arbiter: what a trade costs, and what it must be worth.
struct ArbiterSettings: PluginSettings {
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

    /// The rule that says what a trade must be worth.
    func rule() throws -> Arbitration {
        try Arbitration(
            baseThresholdBps: baseThreshold.value,
            reserveSpreadMultiple: reserveSpreadMultiple,
            direction: direction == .longOnly ? .longOnly : .both,
            comparison: compare == .net ? .net : .score,
            threshold: threshold == .costPlusReserve ? .costPlusReserve : .reserve)
    }
}
