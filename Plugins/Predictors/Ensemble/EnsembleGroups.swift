import SluiceDocument
import SluiceKit
import SluiceMarket

/// Settings of an ensemble's trend.
struct EnsembleTrend: SettingGroup {
    @Setting(in: 1...10_000, help: "Bars that the short average is taken over.")
    var short = 5
    @Setting(in: 2...20_000, help: "Bars that the long average is taken over.")
    var long = 20

    func check(_ issues: inout [Diagnostic]) {
        if short >= long { issues.append($short.conflict("must be below 'long', which is \(long)")) }
    }
}

/// Settings of an ensemble's mean reversion.
struct EnsembleReversion: SettingGroup {
    @Setting(in: 3...20_000, help: "Bars that the mean and the standard deviation are taken over.")
    var window = 20
    @Setting(in: 0.1...10, help: "Distance from the mean, in standard deviations, where a return begins.")
    var entry = 2.0
    @Setting(in: 0...10, help: "Distance from the mean, in standard deviations, where it has come about.")
    var exit = 0.5

    func check(_ issues: inout [Diagnostic]) {
        if exit > entry { issues.append($exit.conflict("must not be above 'entry', which is \(entry)")) }
    }
}

/// Settings of an ensemble's relative strength index.
struct EnsembleRSI: SettingGroup {
    @Setting(in: 1...10_000, help: "Changes of the price that Wilder's averages stand for.")
    var period = 14
    @Setting(in: 1...99, help: "Index below which the price has fallen too far.")
    var oversold = 30.0
    @Setting(in: 1...99, help: "Index above which the price has risen too far.")
    var overbought = 70.0

    func check(_ issues: inout [Diagnostic]) {
        if oversold >= overbought {
            issues.append($oversold.conflict("must be below 'overbought', which is \(overbought)"))
        }
    }
}

/// Settings of an ensemble's order flow.
struct EnsembleFlow: SettingGroup {
    @Setting(in: 1...20_000, help: "Bars that the share of buying is taken over.")
    var window = 20
    @Setting(in: 0.5...0.99, help: "The least share of one side, 0.5 to 1, that counts as eagerness.")
    var aggression = 0.6
    @Setting(in: 1...20_000, help: "The fewest bars that say anything.")
    var minBars = 10

    func check(_ issues: inout [Diagnostic]) {
        if minBars > window {
            issues.append($minBars.conflict("must not be above 'window', which is \(window)"))
        }
    }
}

/// Settings of an ensemble's book.
struct EnsembleBook: SettingGroup {
    @Setting(in: 0...0.99, help: "The least imbalance, 0 to 1, that says anything.")
    var threshold = 0.2
    @Setting(in: 0.01...1, help: "The imbalance from which the signal has its full confidence.")
    var strong = 0.5

    func check(_ issues: inout [Diagnostic]) {
        if threshold >= strong {
            issues.append($threshold.conflict("must be below 'strong', which is \(strong)"))
        }
    }
}

/// Settings of an ensemble's spread.
struct EnsembleSpread: SettingGroup {
    @Setting(in: 0.01...1_000, help: "Up to here a spread is tight.")
    var tight: BasisPoints = 5
    @Setting(in: 0.01...1_000, help: "Up to here a spread is normal.")
    var normal: BasisPoints = 15
    @Setting(in: 0.01...1_000, help: "Up to here a spread is wide, beyond it very wide.")
    var wide: BasisPoints = 30

    func check(_ issues: inout [Diagnostic]) {
        if tight.value >= normal.value {
            issues.append($tight.conflict("must be below 'normal', which is \(normal)"))
        }
        if normal.value >= wide.value {
            issues.append($normal.conflict("must be below 'wide', which is \(wide)"))
        }
    }
}

/// Settings of an ensemble's average price.
struct EnsembleVWAP: SettingGroup {
    @Setting(in: 1...20_000, help: "Bars that the average price is taken over.")
    var window = 120
    @Setting(in: 1...2_000, help: "Distance from the average where a return is expected.")
    var near: BasisPoints = 100
    @Setting(in: 1...5_000, help: "Distance from the average where the signal has its full confidence.")
    var sure: BasisPoints = 250
    @Setting(in: 1...5_000, help: "Distance from the average where the signal has its full strength.")
    var far: BasisPoints = 500
    @Setting(in: 1...20_000, help: "The fewest bars that say anything.")
    var minBars = 20

    func check(_ issues: inout [Diagnostic]) {
        if near.value >= far.value { issues.append($near.conflict("must be below 'far', which is \(far)")) }
        if near.value >= sure.value {
            issues.append($near.conflict("must be below 'sure', which is \(sure)"))
        }
        if minBars > window {
            issues.append($minBars.conflict("must not be above 'window', which is \(window)"))
        }
    }
}
