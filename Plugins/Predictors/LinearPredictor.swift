import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects a weighted sum of features, in basis points over each of its horizons.
///
/// The weights come from a regression of returns in basis points on the features, standardised by `mean` and `scale` or
/// as they are. An instrument is forecast in a cycle in which it has a fresh bar and every feature is known; the forecast is
/// held within `max_forecast`.
final class LinearPredictor: Predictor {
    static let manifest = Manifest(
        "linear",
        "Expects a weighted sum of features of the market.",
        source: """
            intercept + sum of weight x (feature - mean) / scale, held within max_forecast; linear regression with the \
            weights given.
            """
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(
            help: "The features, each with its weight and, where they were standardised, mean and scale.")
        var terms: [LinearTermSettings]
        @Setting(in: -1_000...1_000, help: "What is expected when every feature stands at its mean.")
        var intercept: BasisPoints = 0
        @Setting(in: 0.01...10_000, help: "Largest forecast, up or down; what is beyond counts as this.")
        var maxForecast: BasisPoints = 500

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            if terms.isEmpty { issues.append($terms.conflict("names no feature")) }
            let names = terms.map(\.feature)
            for (index, name) in names.enumerated() where names[..<index].contains(name) {
                issues.append($terms.conflict("names \(name) twice"))
            }
        }
    }

    /// A feature's column with what it adds for each unit.
    private let columns: [(number: Int, slope: Double)]
    private let constant: Double
    private let limit: Double
    /// The horizons of the pipeline that are forecast, and those that are left absent, by number.
    private let own: [Int]
    private let others: [Int]

    init(settings: Settings, context: StageContext) throws {
        let rule = try LinearForecast(
            intercept: settings.intercept.value,
            terms: settings.terms.map { .init(weight: $0.weight.value, mean: $0.mean, scale: $0.scale) })
        columns = try zip(settings.terms, rule.slopes).map { term, slope in
            guard let number = context.axes.index(ofFeature: term.feature) else {
                throw MissingFeature(name: term.feature)
            }
            return (number, slope)
        }
        (constant, limit) = (rule.constant, settings.maxForecast.value)
        let own = settings.horizons.compactMap { context.axes.index(of: $0) }
        self.own = own
        others = context.axes.horizons.indices.filter { !own.contains($0) }
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    static func features(_ settings: Settings) -> [String] { settings.terms.map(\.feature) }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        guard let first = own.first else { return forecasts.values.fill(.nan) }
        let sum = forecasts.column(member: 0, horizon: first)
        sum.fill(constant)
        for (number, slope) in columns {
            let feature = market.features.column(number)
            for index in 0..<sum.count { sum[index] += slope * feature[index] }
        }
        for index in 0..<sum.count {
            let isKnown = market.isFresh(index) && sum[index].isFinite
            sum[index] = isKnown ? bounded(sum[index], limit) : .nan
        }
        for horizon in own.dropFirst() { forecasts.column(member: 0, horizon: horizon).copy(sum) }
        for horizon in others { forecasts.column(member: 0, horizon: horizon).fill(.nan) }
    }
}

/// One feature of a linear forecast.
struct LinearTermSettings: SettingGroup {
    @Setting(help: "Name of the feature, such as ret_5d, rsi_14 or ma_ratio_20.") var feature: String
    @Setting(in: -100_000...100_000, help: "What is expected when the feature is one scale above its mean.")
    var weight: BasisPoints
    @Setting(in: -1e12...1e12, help: "Mean of the feature where the weights were found.") var mean = 0.0
    @Setting(in: 1e-12...1e12, help: "Scale of the feature where the weights were found.") var scale = 1.0
}

/// A feature that the engine was not asked for.
struct MissingFeature: Error, CustomStringConvertible {
    let name: String
    var description: String { "the market has no feature '\(name)'" }
}
