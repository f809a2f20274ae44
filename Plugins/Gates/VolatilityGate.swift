import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision for an instrument that moves too much, or too little.
///
/// The volatility of a bar is scaled to the horizon `over` by the square root of time, so that the limit means the same
/// whatever the bar. A value on its limit passes; what is unknown blocks. Worked number: 0.253% a minute is 5% over a
/// session of 390 minutes.
final class VolatilityGate: Gate {
    static let unknown = Reason("volatility_unknown")
    static let high = Reason("volatility_high", unit: .percent)
    static let low = Reason("volatility_low", unit: .percent)

    static let manifest = Manifest(
        "volatility",
        "Blocks a decision for an instrument that moves too much, or too little.",
        source: "Standard deviation of returns, scaled by the square root of time.",
        reasons: [unknown, high, low]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0.001...1_000, help: "Highest volatility that lets a decision through.")
        var max: Percent = 5
        @Setting(in: 0...1_000, help: "Lowest volatility that lets a decision through; off unless set.")
        var min: Percent?
        @Setting(help: "The time that the volatility is of.")
        var over: Horizon = .session

        func check(_ issues: inout [Diagnostic]) {
            if let min, min > max { issues.append($min.conflict("is above 'max'")) }
        }
    }

    private let highest: Double
    private let lowest: Double
    /// Percent over the horizon for a volatility of 1 a bar.
    private let scale: Double

    init(settings: Settings, context: StageContext) {
        highest = settings.max.value
        lowest = settings.min?.value ?? -.infinity
        let axes = context.axes
        let minutes = Double(settings.over.minutes(inSession: axes.calendar.sessionMinutes))
        scale = Volatility(value: 1, minutes: axes.barMinutes).scaled(toMinutes: minutes).value * 100
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let volatility = market.volatility[index] * scale
            if !(volatility >= 0 && volatility.isFinite) {
                decisions.block(index, Self.unknown)
            } else if exceeds(volatility, highest) {
                decisions.block(index, Self.high, observed: volatility, limit: highest)
            } else if fallsShort(volatility, of: lowest) {
                decisions.block(index, Self.low, observed: volatility, limit: lowest)
            }
        }
    }
}
