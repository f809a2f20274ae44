import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects the price to move towards the thinner side of the quote.
///
/// The signal is the imbalance of the quantities at bid and ask, (bid - ask) / (bid + ask), where it is at least
/// `threshold`, with a confidence that grows to 0.7 at `strong` and suffers from wide spreads; see `BookSignal`. It
/// becomes basis points as `SignalForecast` says. What the book says holds for moments: horizons should be short.
///
/// Absent without a fresh close above 0, without a quote and its quantities, and while volatility is unknown.
final class BookImbalancePredictor: SignalPredictor {
    static let manifest = Manifest(
        "book_imbalance",
        "Expects the price to move away from the deeper side of the quote.",
        source: """
            The third ancestor's order book signal, after Cont, Kukanov and Stoikov (2014): strength (bid - ask) / (bid \
            + ask). Basis points: ic x full_score x strength x confidence x volatility of the bar x sqrt(horizon / bar) \
            x 10,000 (Grinold 1994).
            """
    )

    struct Own: PluginSettings {
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
    typealias Settings = SignalSettings<Own>

    let signal: BookImbalanceSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        signal = BookImbalanceSignal(
            try BookSignal(threshold: settings.shared.threshold, strong: settings.shared.strong))
        forecast = try SignalForecast(settings, axes: context.axes)
    }
}
