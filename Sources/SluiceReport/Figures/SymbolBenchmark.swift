import SluiceNumerics

/// What a run did beside one of its instruments, bought at the start and held.
///
/// The instrument's return of a period goes from its mark at the end of the period before to that at the end of this one,
/// so that the first period has none and is left out.
struct SymbolBenchmark {
    /// The instrument.
    let symbol: String
    /// What holding it came to, from its first mark to its last; NaN without two marks.
    let totalReturn: Double
    /// The run beside it.
    let comparison: BenchmarkComparison

    /// Nil where the run has no such instrument.
    init?(_ symbol: String, _ run: RecordedRun, _ sessions: SessionCurve) {
        guard let index = run.facts.instruments.firstIndex(of: symbol) else { return nil }
        self.symbol = symbol
        let marks = run.numbers(.prices, "\(index)")
        let known = marks.filter { $0.isFinite && $0 > 0 }
        if let first = known.first, let last = known.last, known.count > 1 {
            totalReturn = last / first - 1
        } else {
            totalReturn = .nan
        }
        let held = zip(sessions.cycles, sessions.cycles.dropFirst()).map { before, after in
            marks[before] > 0 && marks[after] > 0 ? marks[after] / marks[before] - 1 : .nan
        }
        let own = Array(sessions.returns.dropFirst())
        comparison = BenchmarkComparison(
            own.span, held.span, periodsPerYear: run.facts.periodsPerYear)
    }

    /// The figures, in the order in which they are told.
    var figures: [RunFigure] {
        [
            RunFigure("symbol_return", "Return of holding \(symbol)", totalReturn, .fraction),
            RunFigure("alpha", "Alpha a year", comparison.alpha, .fraction),
            RunFigure("beta", "Beta", comparison.beta, .ratio),
            RunFigure("correlation", "Correlation", comparison.correlation, .ratio),
            RunFigure("tracking_error", "Tracking error a year", comparison.trackingError, .fraction),
            RunFigure("information_ratio", "Information ratio", comparison.informationRatio, .ratio),
            RunFigure("up_capture", "Up capture", comparison.upCapture, .ratio),
            RunFigure("down_capture", "Down capture", comparison.downCapture, .ratio),
        ]
    }
}
