/// Wilder's relative strength index of many series, 0 to 100.
///
/// 100 x gain / (gain + loss), of Wilder's averages of the rises and of the falls between values; 100 when nothing
/// fell. It needs `period` + 1 values. A value that is not finite leaves no trace.
/// Source: Wilder, New Concepts in Technical Trading Systems, 1978. Worked number: over 2, the values 10, 11, 10.5
/// have gains 1, 0 and losses 0, 0.5, averages 0.5 and 0.25, and index 66.67; a further 11.5 gives 85.71.
public struct RelativeStrength: Sendable {
    /// How many changes an average stands for.
    public let period: Int
    /// What the index is while nothing has risen or fallen.
    public let flat: Double
    private var gains: ExponentialAverage
    private var losses: ExponentialAverage
    private var last: [Double]

    /// Refuses a period outside 1 to a million and a `flat` outside 0 to 100.
    ///
    /// `flat` is each caller's choice: 50 says that a price which stood still is neither strong nor weak, 100 follows
    /// the letter of the definition.
    public init(series: Int, period: Int = 14, flat: Double) throws(InvalidParameter) {
        try require("flat", flat, in: 0...100)
        gains = try ExponentialAverage(series: series, wilder: period)
        losses = gains
        last = [Double](repeating: .nan, count: series)
        (self.period, self.flat) = (period, flat)
    }

    /// Takes the next value of a series and returns its index; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        if value.isFinite {
            let change = value - last[index]
            if change.isFinite {
                gains.push(Swift.max(change, 0), series: index)
                losses.push(Swift.max(-change, 0), series: index)
            }
            last[index] = value
        }
        return self.value(index)
    }

    /// The index of a series; NaN in the warm-up.
    public func value(_ index: Int) -> Double {
        Self.value(gain: gains.average(index), loss: losses.average(index), flat: flat)
    }

    /// The index of an average rise and an average fall, both zero or more; NaN when one is.
    @inline(__always)
    static func value(gain: Double, loss: Double, flat: Double) -> Double {
        let sum = gain + loss
        return sum == 0 ? flat : 100 * (gain / sum)
    }

    /// How many numbers `state` has.
    public var stateCount: Int { 2 * gains.stateCount + last.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { gains.state + losses.state + last }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(gains.stateCount, losses.stateCount, last.count) else { return false }
        var (rises, falls) = (gains, losses)
        guard rises.restore(parts[0]), falls.restore(parts[1]) else { return false }
        (gains, losses, last) = (rises, falls, parts[2])
        return true
    }
}
