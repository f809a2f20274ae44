import SluiceKit
import SluiceNumerics

/// Turns a member's forecasts of one cycle into normal scores, by the ranks of the instruments alone.
///
/// score = clip(probit((rank - 0.5) / n), -`clip`, `clip`), with average ranks and the percentile held within
/// `epsilon` and 1 - `epsilon`; see `NormalScores`. No past is needed, and no outlier counts for more than its rank.
/// With fewer than `min_universe` forecasts there are no scores. Scores have no scale.
final class RankProbitCalibrator: Calibrator {
    static let manifest = Manifest(
        "rank_probit",
        "Gives each member's forecasts the normal scores of their ranks across instruments.",
        source: "clip(probit((rank - 0.5) / n), -clip, clip), average ranks (van der Waerden 1952)."
    )

    struct Settings: PluginSettings {
        @Setting(in: 2...1_000_000, help: "Forecasts that a member must have at a horizon to be scored.")
        var minUniverse = 5
        @Setting(in: 0...0.5, help: "How near to 0 and 1 a percentile may come.")
        var epsilon = 0.001
        @Setting(in: 0.1...10, help: "Largest score, in standard deviations; what is beyond counts as this.")
        var clip = 3.0
    }

    private var rule: NormalScores

    init(settings: Settings, context: StageContext) throws {
        rule = try NormalScores(
            capacity: max(context.axes.instruments.count, 1), minimum: settings.minUniverse,
            epsilon: settings.epsilon, clip: settings.clip)
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: Ports.standard(.calibrator).needs, gives: .scores)
    }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) { rule.apply(to: forecasts, into: calibrated) }
}
