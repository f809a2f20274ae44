import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How the covariances of returns are estimated.
struct CovarianceSettings: PluginSettings {
    /// The estimators.
    enum Estimator: String, SettingChoice {
        /// The sample covariance of a window.
        case sample
        /// The same, shrunk as is best on average.
        case ledoitWolf = "ledoit_wolf"
        /// A mean of products with exponentially fading weights.
        case exponential
    }

    @Setting(help: "How covariances of bar returns are estimated.")
    var covariance = Estimator.ledoitWolf

    @Setting(in: 10...10_000, help: "Bars that count, for sample and ledoit_wolf.")
    var window = 250

    @Setting(in: 1...10_000, help: "Bars after which a return counts half, for exponential.")
    var halfLife = 60

    @Setting(
        in: 0...1, help: "Part of the mean variance's identity that is mixed in, for sample and exponential.")
    var shrinkage = 0.1

    @Setting(in: 2...10_000, help: "Returns an instrument needs before it is sized.")
    var minHistory = 30

    @Setting(in: 1...10_000, help: "Bars from one estimate to the next; sums are kept up bar by bar.")
    var refreshEvery = 1

    func check(_ issues: inout [Diagnostic]) {
        if covariance != .exponential, minHistory > window {
            issues.append($minHistory.conflict("must not be above 'window', which is \(window)"))
        }
    }

    var memory: CovarianceTracker.Memory {
        covariance == .exponential ? .exponential(halfLife: Double(halfLife)) : .window(window)
    }

    var estimate: CovarianceEstimate {
        covariance == .ledoitWolf ? .ledoitWolf : shrinkage > 0 ? .shrunk(shrinkage) : .sample
    }
}
