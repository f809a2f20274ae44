import SluiceDocument
import SluiceKit
import SluiceMarket

/// What `predictor.ensemble` may be told.
struct EnsembleSettings: PluginSettings {
    /// How many signals become one.
    enum Method: String, SettingChoice {
        /// The weighted mean of their strengths and of their confidences.
        case mean
        /// The side that most of the weighted confidence is for.
        case majority
        /// The side that the surest of the weighty signals takes.
        case leader
    }

    @Setting(
        in: Horizon.shortest...Horizon.longest,
        help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
    var horizons: [Horizon] = [.session]
    @Setting(help: "The signals that are asked, each once.")
    var signals: [EnsembleSignal] = [.trend, .meanReversion, .rsi]
    @Setting(help: "Takes their weighted mean, the majority of their votes, or the vote of the surest.")
    var method = Method.mean
    @Setting(in: 0...100, help: "Weight of each signal, beside that of its type in the regime.")
    var weights: NameMap<Double> = NameMap(1)
    @Setting(in: 1...1_000, help: "Bars that the directional index, which tells the regime, stands for.")
    var adxPeriod = 14
    @Setting(in: 0...100, help: "Directional index above which a market trends.")
    var trending = 25.0
    @Setting(in: 0...100, help: "Directional index below which a market goes sideways.")
    var ranging = 20.0
    @Setting(in: 0...100, help: "Weight in a trend of trend, mean_reversion, order_flow, microstructure.")
    var trendingWeights: NameMap<Double> = NameMap(
        0.5, own: [("trend", 1), ("mean_reversion", 0), ("order_flow", 0.8)])
    @Setting(in: 0...100, help: "Weight sideways of trend, mean_reversion, order_flow, microstructure.")
    var rangingWeights: NameMap<Double> = NameMap(
        0.5, own: [("trend", 0), ("mean_reversion", 1), ("order_flow", 0.6), ("microstructure", 0.7)])
    @Setting(in: 0...1, help: "Joint strength, 0 to 1, above which the ensemble is for a rise.")
    var buyThreshold = 0.2
    @Setting(in: 0...1, help: "Joint strength downwards, 0 to 1, above which it is for a fall.")
    var sellThreshold = 0.2
    @Setting(in: 0...1, help: "Joint strength the other way, 0 to 1, above which it gives a side up.")
    var closeThreshold = 0.1
    @Setting(help: "Settings of the trend.") var trend = EnsembleTrend()
    @Setting(help: "Settings of the mean reversion.") var meanReversion = EnsembleReversion()
    @Setting(help: "Settings of the relative strength index.") var rsi = EnsembleRSI()
    @Setting(help: "Settings of the order flow.") var orderFlow = EnsembleFlow()
    @Setting(help: "Settings of the book.") var book = EnsembleBook()
    @Setting(help: "Settings of the spread.") var spread = EnsembleSpread()
    @Setting(help: "Settings of the average price.") var vwap = EnsembleVWAP()
    @Setting(
        in: -1...1,
        help: "Information coefficient: how scores correlate with what comes; negative fades them.")
    var ic = 0.05
    @Setting(in: 0.1...10, help: "Score of a signal of full strength and confidence, in deviations.")
    var fullScore = 2.0

    func check(_ issues: inout [Diagnostic]) {
        $horizons.checkList(horizons, &issues)
        if signals.isEmpty { issues.append($signals.conflict("names no signal")) }
        for (index, signal) in signals.enumerated() where signals[..<index].contains(signal) {
            issues.append($signals.conflict("names \(signal.rawValue) twice"))
        }
        if ranging > trending {
            issues.append($ranging.conflict("must not be above 'trending', which is \(trending)"))
        }
        let types = EnsembleType.allCases.map(\.rawValue)
        check($weights, weights, among: EnsembleSignal.allCases.map(\.rawValue), &issues)
        check($trendingWeights, trendingWeights, among: types, &issues)
        check($rangingWeights, rangingWeights, among: types, &issues)
    }

    private func check(
        _ origin: SettingOrigin, _ map: NameMap<Double>, among names: [String], _ issues: inout [Diagnostic]
    ) {
        for (name, _) in map.own where !names.contains(name) {
            issues.append(
                origin.conflict("names '\(name)', but there are \(names.joined(separator: ", "))"))
        }
    }
}
