import SluiceDocument
import SluiceKit
import SluiceMarket

/// What a pipeline file may say about a simulated market.
struct SimulatedSettings: PluginSettings {
    @Setting(in: 0...Int.max, help: "Another seed is another history of the same kind.")
    var seed = 1
    @Setting(help: "Bars from 'start' on for a simulated clock, or from now on for the clock on the wall.")
    var clock: SimulatedClock = .simulated
    @Setting(help: "Date or moment at which the first bar begins.")
    var start = DataMoment(form: .date(CivilDate(daysSinceEpoch: 19_724)))
    @Setting(help: "Date or moment after which no bar ends.")
    var end: DataMoment?
    @Setting(
        in: 1...100_000_000, help: "How many bars there are; without it 1000, or as many as end by 'end'.")
    var bars: Int?
    @Setting(in: 0.000_001...1_000_000_000, help: "Price of every instrument before its first bar.")
    var price = 100.0
    @Setting(
        in: -500...500, help: "Growth of the expected price in a year of 252 sessions, or 365 days on 24/7.")
    var drift: Percent = 5
    @Setting(in: 0...1_000, help: "Standard deviation of log returns in such a year, without jumps.")
    var volatility: Percent = 25
    @Setting(in: 0...1, help: "Correlation of any two instruments' returns, through one common factor.")
    var correlation = 0.3
    @Setting(in: 0...1_000, help: "Mean number of jumps of an instrument in a session.")
    var jumpsPerSession = 0.02
    @Setting(in: 0...100, help: "Standard deviation of the logarithm of a jump.")
    var jumpSize: Percent = 3
    @Setting(
        in: 0...1,
        help: "Part of variance and volume that gathers at open and close; without effect on 24/7.")
    var intradayShape = 0.5
    @Setting(in: 0...1_000_000_000_000, help: "Mean quantity traded in a session.")
    var volume = 5_000_000.0
    @Setting(in: 0...1_000, help: "Mean distance from bid to ask.")
    var spread: BasisPoints = 4
    @Setting(in: 0...1_000_000_000, help: "Mean quantity at the bid and at the ask.")
    var quoteSize = 1_000.0
    @Setting(in: 1...1_000, help: "Steps of the price within a bar, from which its high and low come.")
    var steps = 8

    func check(_ issues: inout [Diagnostic]) {
        if let end, end < start { issues.append($end.conflict("must not be before 'start'")) }
        guard clock == .wall else { return }
        let limits = [$start, $end, $bars]
        for limit in limits where limit.span != nil {
            issues.append(
                limit.conflict("has no meaning with 'clock: wall', which begins now and does not end"))
        }
    }
}

/// Which clock a simulated market lives by.
enum SimulatedClock: String, SettingChoice {
    case simulated
    case wall
}
