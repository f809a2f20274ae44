import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Blocks or shrinks a decision that would be one more of what is held already.
///
/// A decision is held against every other instrument with a holding, over the returns of the last `window` bars; see
/// `ReturnWindow`. Correlations are of positions: a long that moves with a long counts, a hedge does not. One above
/// `max_correlation` blocks, and so does one that is not known yet. What passes is scaled by
/// clamp(1 - shrink x mean |correlation|, min_scale, 1).
///
/// Worked number: with holdings that correlate at 0.6 and -0.2 and `shrink: 0.3` a decision keeps 1 - 0.3 x 0.4 = 0.88.
final class CorrelationGate: Gate {
    static let unknown = Reason("correlation_unknown", unit: .number)
    static let tooHigh = Reason("correlation_too_high", unit: .number)
    static let scaled = Reason("correlation_scaled", unit: .number)

    static let manifest = Manifest(
        "correlation",
        "Blocks or shrinks a decision that moves with what is held already.",
        source: "Pearson's correlation of returns, of positions with their sides.",
        reasons: [unknown, tooHigh, scaled]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Highest correlation with a holding that lets a decision through.")
        var maxCorrelation = 0.8
        @Setting(in: 0...1, help: "How strongly the mean correlation with holdings shrinks the size.")
        var shrink = 0.0
        @Setting(in: 0...1, help: "Smallest part of the size that shrinking leaves.")
        var minScale = 0.5
        @Setting(in: 2...2_000, help: "Bars that correlations are taken over.")
        var window = 60
        @Setting(in: 2...2_000, help: "Bars with a return of both that a correlation needs.")
        var minBars = 20

        func check(_ issues: inout [Diagnostic]) {
            if minBars > window { issues.append($minBars.conflict("is above 'window'")) }
        }
    }

    private var returns: ReturnWindow
    private let settings: Settings

    init(settings: Settings, context: StageContext) throws {
        returns = try ReturnWindow(
            series: context.axes.instruments.count, window: settings.window, minimum: settings.minBars)
        self.settings = settings
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        returns.push(market.close.base, present: market.fresh.base)
        let held = cycle.portfolio.quantity.base
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let company = returns.company(of: index, side: decisions.side[index], held: held)
            if company.unknown > 0 {
                decisions.block(index, Self.unknown, observed: Double(company.unknown), limit: 0)
            } else if exceeds(company.greatest, settings.maxCorrelation) {
                decisions.block(
                    index, Self.tooHigh, observed: company.greatest, limit: settings.maxCorrelation)
            } else {
                let free = 1 - settings.shrink * company.meanMagnitude
                let factor = min(max(free, settings.minScale), 1)
                decisions.scaleDown(index, by: factor, Self.scaled, observed: company.meanMagnitude)
            }
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(returns.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard returns.restore(try memory.doubles()) else {
            throw MemoryMismatch("returns are of another form")
        }
    }
}
