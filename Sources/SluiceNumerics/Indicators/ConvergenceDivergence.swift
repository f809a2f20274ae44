/// The distance of a fast from a slow exponential average of many series, with its own average (MACD).
///
/// line = EMA(fast) - EMA(slow), signal = EMA(signal) of the line, histogram = line - signal, all in units of the value.
/// A value that is not finite leaves no trace. Source: Appel, The Moving Average Convergence-Divergence Method, 1979.
/// Worked number: with spans 1, 3 and 3 begun by first values, the values 10, 12, 11 have fast averages 10, 12, 11, slow
/// ones 10, 11, 11, lines 0, 1, 0, signals 0, 0.5, 0.25 and histograms 0, 0.5, -0.25.
public struct ConvergenceDivergence: Sendable {
    /// How averages begin.
    public enum Start: Sendable {
        /// With the first value: there is a result from the first bar on.
        case firstValue
        /// With the mean of as many values as the span, both averages at the same bar, as charting programs do.
        case mean
    }

    private var fast: ExponentialAverage
    private var slow: ExponentialAverage
    private var signals: ExponentialAverage
    // How many values the fast average still lets pass, so that both averages begin at the same bar.
    private var waits: [Int]

    /// Refuses spans outside 1 to a million, and a `fast` above `slow`.
    public init(
        series: Int, fast: Int = 12, slow: Int = 26, signal: Int = 9, start: Start = .firstValue
    ) throws(InvalidParameter) {
        try require("slow", slow, in: 1...1_000_000)
        try require("fast", fast, in: 1...slow)
        try require("signal", signal, in: 1...1_000_000)
        let isMean = start == .mean
        func average(_ span: Int) throws(InvalidParameter) -> ExponentialAverage {
            try ExponentialAverage(series: series, span: Double(span), seed: isMean ? span : 1)
        }
        (self.fast, self.slow, signals) = (try average(fast), try average(slow), try average(signal))
        waits = [Int](repeating: isMean ? slow - fast : 0, count: series)
    }

    /// Takes the next value of a series and returns its line; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        guard value.isFinite else { return line(index) }
        slow.push(value, series: index)
        if waits[index] > 0 { waits[index] -= 1 } else { fast.push(value, series: index) }
        let line = line(index)
        signals.push(line, series: index)
        return line
    }

    /// The fast average less the slow one; NaN in the warm-up.
    public func line(_ index: Int) -> Double { fast.average(index) - slow.average(index) }

    /// The average of the line; NaN in the warm-up.
    public func signal(_ index: Int) -> Double { signals.average(index) }

    /// The line less its average; NaN in the warm-up.
    public func histogram(_ index: Int) -> Double { line(index) - signal(index) }

    /// How many numbers `state` has.
    public var stateCount: Int { 3 * fast.stateCount + waits.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { fast.state + slow.state + signals.state + waits.map(Double.init) }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let length = fast.stateCount
        guard let parts = state.parts(length, length, length, waits.count) else { return false }
        let waits = parts[3].compactMap(Int.init(exactly:))
        var next = self
        guard next.fast.restore(parts[0]), next.slow.restore(parts[1]), next.signals.restore(parts[2]),
            waits.count == self.waits.count, waits.allSatisfy({ $0 >= 0 })
        else { return false }
        next.waits = waits
        self = next
        return true
    }
}
