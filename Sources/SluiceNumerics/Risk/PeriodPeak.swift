/// How far an account stands below the highest value of a period, such as a day or a week.
///
/// A period begins with the last value of the one before, so that a gap between them counts. Worked number: 100, 110 and
/// 99 within a period: 10% below 110; a new period's first value of 97 stands 2.0202% below 99.
public struct PeriodPeak: Equatable, Sendable {
    /// The highest value of the period, the last one of the period before included; NaN before the first.
    public private(set) var peak = Double.nan
    private var last = Double.nan
    private var period = 0

    /// Begins before the first value.
    public init() {}

    /// Takes a value and returns how far it stands below the peak, percent; NaN for a value that is not finite.
    ///
    /// `period` is any number that changes with the period. Nothing falls from a peak of zero or less.
    public mutating func observe(_ value: Double, period: Int) -> Double {
        guard value.isFinite else { return .nan }
        if last.isNaN || period != self.period { peak = last.isNaN ? value : last }
        self.period = period
        last = value
        peak = Swift.max(peak, value)
        return peak > 0 ? (peak - value) / peak * 100 : 0
    }

    /// Measures from the last value on.
    public mutating func rebase() { peak = last }

    /// Everything that has to survive a restart.
    public var state: [Double] { [peak, last, Double(period)] }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: some Collection<Double>) -> Bool {
        let state = Array(state)
        guard state.count == 3, let period = Int(exactly: state[2]), state.allSatisfy({ !$0.isInfinite })
        else {
            return false
        }
        (peak, last, self.period) = (state[0], state[1], period)
        return true
    }
}
