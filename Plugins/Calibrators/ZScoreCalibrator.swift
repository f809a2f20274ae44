import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Gives forecasts of any scale a common one: each is judged by its own past.
///
/// Every instrument, horizon and member has a past of its own. The score is the distance of a value from the mean of
/// that past in standard deviations (of the population), held within `clip`; see `Standardization`. As a return it is
/// score x `ic` x volatility of the horizon, in basis points, where the volatility of a horizon is that of one bar
/// times the square root of how many bars it spans.
///
/// With `include_current` a value is part of the past that judges it, and |score| <= sqrt(n - 1) for n values however far
/// out it is: a window of 10 has no score above 3, and a clip above that bound has no effect. Without it an outlier
/// shows in full.
///
/// An absent or infinite value stays absent and leaves no trace; so does a return whose volatility is unknown.
final class ZScoreCalibrator: Calibrator {
    static let manifest = Manifest(
        "zscore",
        "Standardises every member's forecasts by their own past, and scales them to returns.",
        source: """
            z = (x - mean) / standard deviation over the window, a constant past giving 0, held within clip. Basis \
            points: z x ic x volatility of the bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    /// What is given on.
    enum Output: String, SettingChoice {
        case `return`
        case score
    }

    /// What is given on while a past is too short.
    enum WarmUp: String, SettingChoice {
        case absent
        case raw
    }

    struct Settings: PluginSettings {
        @Setting(help: "Gives basis points of expected return, or the bare score, which has no scale.")
        var output = Output.return
        @Setting(in: 0...1, help: "Information coefficient: how scores correlate with what comes.")
        var ic = 0.05
        @Setting(in: 2...10_000, help: "Values a past remembers, for each instrument, horizon and member.")
        var window = 250
        @Setting(in: 2...10_000, help: "Values a past must hold before it judges.")
        var minimum = 100
        @Setting(help: "Whether a value joins the past before it is judged by it.")
        var includeCurrent = false
        @Setting(in: 0.1...10, help: "Largest score, in standard deviations; what is beyond counts as this.")
        var clip = 3.0
        @Setting(in: 0...1, help: "Standard deviation of the input below which a past counts as constant.")
        var stdFloor = 1e-9
        @Setting(help: "Gives nothing while a past is too short, or the raw value as if it were a score.")
        var warmUp = WarmUp.absent

        func check(_ issues: inout [Diagnostic]) {
            if minimum > window {
                issues.append($minimum.conflict("must not exceed 'window', which is \(window)"))
            }
        }
    }

    private var bank: StandardizerBank
    /// For each horizon what a score of 1 at a volatility of 1 a bar is worth; nil when scores are given on.
    private let factors: [Double]?
    private let instruments: Int

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        instruments = axes.instruments.count
        let rule = try Standardization(
            window: settings.window, minimum: settings.minimum, includesCurrent: settings.includeCurrent,
            clip: -settings.clip...settings.clip, floor: settings.stdFloor,
            warmUp: settings.warmUp == .raw ? .raw : .absent
        )
        let series = axes.members.count * axes.horizons.count * instruments
        bank = try StandardizerBank(rule: rule, series: max(series, 1), column: max(instruments, 1))
        let expected = try ExpectedReturn(
            informationCoefficient: settings.ic, barMinutes: axes.barMinutes)
        factors =
            settings.output == .return
            ? axes.horizonMinutes.map { expected.factor(horizonMinutes: $0) } : nil
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(
            needs: Ports.standard(.calibrator).needs,
            gives: settings.output == .return ? .forecasts : .scores
        )
    }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) {
        for member in 0..<forecasts.members {
            for horizon in 0..<forecasts.horizons {
                let scores = calibrated.column(member: member, horizon: horizon)
                score(
                    forecasts.column(member: member, horizon: horizon),
                    firstSeries: (member * forecasts.horizons + horizon) * instruments, into: scores)
                if let factors { scale(scores, by: factors[horizon], market.volatility) }
            }
        }
    }

    private func score(_ values: Column, firstSeries: Int, into scores: Column) {
        let source = UnsafeBufferPointer(start: values.base, count: values.count)
        let target = UnsafeMutableBufferPointer(start: scores.base, count: scores.count)
        var span = target.mutableSpan
        bank.push(source.span, firstSeries: firstSeries, into: &span)
    }

    /// Turns scores into basis points of return; what would be infinite is absent.
    private func scale(_ scores: Column, by factor: Double, _ volatility: Column) {
        for index in 0..<scores.count {
            let expected = factor * (scores[index] * volatility[index])
            scores[index] = expected.magnitude <= .greatestFiniteMagnitude ? expected : .nan
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(bank.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard bank.restore(try memory.doubles()) else {
            throw MemoryMismatch("the pasts are of another form")
        }
    }
}
