import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Pulls in the outliers among a member's forecasts of one cycle.
///
/// `method: quantile` cuts a share `tail` at each end; `mad` cuts beyond so many `deviations` from the median, each
/// 1.4826 median absolute deviations. See `Winsorization`. With fewer than `min_universe` forecasts nothing is cut.
final class WinsorizeCalibrator: Calibrator {
    static let manifest = Manifest(
        "winsorize",
        "Pulls in outliers among each member's forecasts across instruments.",
        source: """
            Held within the tail's quantiles, or within the median and deviations x 1.4826 x the median absolute \
            deviation (Tukey 1962; Hampel 1974).
            """
    )

    /// How the bounds are found.
    enum Method: String, SettingChoice {
        case quantile
        case mad
    }

    struct Settings: PluginSettings {
        @Setting(help: "Whether scores are taken and given on, or forecasts in basis points.")
        var of = CalibratedNumbers.scores
        @Setting(help: "Finds the bounds by quantiles, or by the median absolute deviation.")
        var method = Method.quantile
        @Setting(in: 0...50, help: "Share that is cut at each end with 'method: quantile'.")
        var tail: Percent = 2.5
        @Setting(in: 0.1...100, help: "Standard deviations from the median that stay with 'method: mad'.")
        var deviations = 3.0
        @Setting(in: 2...1_000_000, help: "Forecasts that a member must have at a horizon to be cut.")
        var minUniverse = 5
    }

    private var rule: Winsorization

    init(settings: Settings, context: StageContext) throws {
        let bounds: Winsorization.Bounds =
            switch settings.method {
            case .quantile: .quantile(tail: settings.tail.fraction)
            case .mad: .deviations(settings.deviations)
            }
        rule = try Winsorization(
            capacity: max(context.axes.instruments.count, 1), bounds: bounds, minimum: settings.minUniverse)
    }

    static func ports(_ settings: Settings) -> Ports {
        let port = settings.of.port
        return Ports(needs: [.init(port, joins: true), .init(.market)], gives: port)
    }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) { rule.apply(to: forecasts, into: calibrated) }
}
