import SluiceDocument
import SluiceKit
import SluiceMarket

/// How an order moves the price.
enum ImpactModel: String, SettingChoice {
    /// k3 x 10 bps x sqrt(order / traded value of a session / 1%).
    case squareRoot = "square_root"
    /// k3 x (order / value traded over the horizon)^0.6 bps.
    case participation
}

/// What is dearer about an instrument that moves with what is held.
struct CorrelationPenalty: SettingGroup {
    @Setting(in: 0...10, help: "What a mean correlation of 1 with all other holdings adds to the cost.")
    var strength = 0.5
    @Setting(in: 2...2_000, help: "Bars that correlations are taken over.")
    var window = 60
    @Setting(
        in: 2...2_000, help: "Bars with a return of both that a correlation needs; it counts as 1 before.")
    var minBars = 20

    func check(_ issues: inout [Diagnostic]) {
        if minBars > window { issues.append($minBars.conflict("is above 'window'")) }
    }
}

/// How what fills paid corrects the cost that is expected.
struct AdaptiveCost: SettingGroup {
    @Setting(in: 0.01...100, help: "How far each fill pulls the expected cost to what it paid.")
    var weight: Percent = 10
    @Setting(in: 1...1_000, help: "Fills of an instrument that count.")
    var window = 10
}

extension SettingOrigin {
    /// Says when a name of a table of windows is no stretch of the day.
    func checkWindows(_ table: NameMap<Double>, _ issues: inout [Diagnostic]) {
        guard table.windows == nil else { return }
        issues.append(conflict("has a name that is no stretch of the day such as 09:30-16:00"))
    }
}
