import SluiceDocument
import SluiceKit
import SluiceMarket

/// What `predictor.regime_switch` may be told.
struct RegimeSwitchSettings: PluginSettings {
    /// What is expected in a regime.
    enum Way: String, SettingChoice {
        /// What the signal that suits it says: the trend's or the reversion's.
        case delegate
        /// That it goes on.
        case follow
    }

    @Setting(
        in: Horizon.shortest...Horizon.longest,
        help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
    var horizons: [Horizon] = [.session]
    @Setting(help: "Lets the signal that suits the regime speak, or expects the regime to go on.")
    var way = Way.delegate
    @Setting(
        help: "Joins both signals by how often the last bars showed their regimes, instead of switching.")
    var blend = false
    @Setting(help: "Keeps the signal that a holding began with until it is closed; a crisis ends it anyway.")
    var sticky = true
    @Setting(in: 1...10_000, help: "Span of the detector's average that follows the price closely, in bars.")
    var short = 20
    @Setting(in: 2...20_000, help: "Span of the detector's average it is compared with, in bars.")
    var long = 50
    @Setting(in: 1...10_000, help: "Span of the detector's volatility, in bars.")
    var volatility = 27
    @Setting(in: 2...5_000, help: "Bars that ranks of volatility and the highest close look back.")
    var lookback = 100
    @Setting(in: 1...4_999, help: "Bars over which the price must have gone the way of the trend.")
    var momentum = 10
    @Setting(in: 0.05...10, help: "Distance of the averages that is a trend, in standard deviations.")
    var trend = 1.0
    @Setting(in: 0...1, help: "Rank of its volatility, 0 to 1, below which a market is quiet.")
    var quiet = 0.3
    @Setting(in: 0...1, help: "Rank of its volatility, 0 to 1, above which a market is volatile.")
    var volatile = 0.7
    @Setting(in: 1...1_000, help: "Multiple of its mean at which volatility is a crisis.")
    var crisisVolatility = 3.0
    @Setting(in: 0.1...99, help: "Fall from the highest close that is a crisis.")
    var crisisDrawdown: Percent = 10
    @Setting(in: 1...1_000, help: "Bars in a row that another regime must show before it is believed.")
    var persistence = 5
    @Setting(in: 2...20_000, help: "Bars of an instrument before its first regime.")
    var warmUp = 50
    @Setting(in: 1...10_000, help: "Bars of the trend signal's short average.")
    var trendShort = 5
    @Setting(in: 2...20_000, help: "Bars of the trend signal's long average.")
    var trendLong = 20
    @Setting(in: 3...20_000, help: "Bars of the reversion signal's mean.")
    var reversionWindow = 20
    @Setting(
        in: 0.1...10, help: "Distance from the mean, in standard deviations, where a return is expected.")
    var reversionEntry = 2.0
    @Setting(in: 0...10, help: "Distance from the mean, in standard deviations, where it has come about.")
    var reversionExit = 0.5
    @Setting(
        in: -1...1,
        help: "Information coefficient: how scores correlate with what comes; negative fades them.")
    var ic = 0.05
    @Setting(in: 0.1...10, help: "Score of a signal of full strength and confidence, in deviations.")
    var fullScore = 2.0

    func check(_ issues: inout [Diagnostic]) {
        $horizons.checkList(horizons, &issues)
        if short >= long { issues.append($short.conflict("must be below 'long', which is \(long)")) }
        if momentum >= lookback {
            issues.append($momentum.conflict("must be below 'lookback', which is \(lookback)"))
        }
        if quiet > volatile {
            issues.append($quiet.conflict("must not be above 'volatile', which is \(volatile)"))
        }
        if trendShort >= trendLong {
            issues.append($trendShort.conflict("must be below 'trend_long', which is \(trendLong)"))
        }
        if reversionExit > reversionEntry {
            issues.append(
                $reversionExit.conflict("must not be above 'reversion_entry', which is \(reversionEntry)"))
        }
        if way == .follow, blend { issues.append($blend.conflict("joins signals, and 'follow' has none")) }
    }
}
