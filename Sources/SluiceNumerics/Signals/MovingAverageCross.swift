/// Sees a short average of the price cross a long one, for many series.
///
/// The gap is the mean of the last `short` prices less that of the last `long`, and e the newest price times `epsilon`.
/// The gap crosses upwards when it was at most e one price ago and is above e now, downwards when it was at least -e
/// and is below -e. A gap that differs from e by less than 1e-12 of the price counts as equal to it, since rounding is
/// no crossing. With `confirmation` c the signal comes c prices after the crossing, if the gap was beyond e at each of
/// them.
///
/// Prices that are not above 0 or not finite leave no trace. Source: the third ancestor's baseline. Worked number: after
/// 100, 99.9, 99.8, 99.7, 99.6 the price 120 brings the averages of 2 and 5 to 109.8 and 103.8, a crossing upwards.
public struct MovingAverageCross: Sendable {
    /// Which way the averages crossed.
    public enum Signal: Int, Sendable, CaseIterable {
        /// The short average fell below the long one.
        case bearish = -1
        /// They did not cross.
        case neutral = 0
        /// The short average rose above the long one.
        case bullish = 1
    }

    /// Which prices have to confirm a crossing.
    public enum Confirming: Sendable {
        /// Those after it.
        case after
        /// Those before it, as the ancestor's code has it: the gap would have to be beyond e and not beyond it at the
        /// same price, so that with any confirmation nothing ever crosses.
        case before
    }

    /// How many prices the short average takes.
    public let short: Int
    /// How many prices the long average takes.
    public let long: Int
    /// The least gap that counts, as a share of the price.
    public let epsilon: Double
    /// How many prices have to confirm a crossing.
    public let confirmation: Int
    private let confirming: Confirming
    private var quick: RollingMoments
    private var slow: RollingMoments
    // By series: the gap at the price before, the side of a crossing that waits for its confirmation, and since when.
    private var gaps: [Double]
    private var sides: [Double]
    private var ages: [Double]

    /// Refuses a short average that is not shorter than the long one, and a negative or infinite epsilon.
    public init(
        series: Int, short: Int = 5, long: Int = 20, epsilon: Double = 0, confirmation: Int = 0,
        confirming: Confirming = .after
    ) throws(InvalidParameter) {
        try require("long", long, in: 2...1_000_000)
        try require("short", short, in: 1...(long - 1))
        try require("epsilon", epsilon, in: 0...1)
        try require("confirmation", confirmation, in: 0...1_000_000)
        (self.short, self.long, self.epsilon) = (short, long, epsilon)
        (self.confirmation, self.confirming) = (confirmation, confirming)
        quick = try RollingMoments(series: series, window: short)
        slow = try RollingMoments(series: series, window: long)
        gaps = [Double](repeating: .nan, count: series)
        sides = [Double](repeating: 0, count: series)
        ages = sides
    }

    /// The short average less the long one; NaN until the long one has all its prices.
    public func gap(_ index: Int) -> Double { gaps[index] }

    /// Takes the next price of a series and says whether a crossing is now confirmed.
    public mutating func push(_ price: Double, series index: Int) -> Signal {
        guard price > 0, price < .infinity else { return .neutral }
        quick.push(price, series: index)
        slow.push(price, series: index)
        guard slow.count(index) == long else { return .neutral }
        let before = gaps[index]
        let gap = quick.mean(index) - slow.mean(index)
        gaps[index] = gap
        // Nothing is above or below an unknown gap, so the first one crosses nothing.
        let beyond = price * epsilon + price * 1e-12
        let rises = before <= beyond && gap > beyond
        let falls = before >= -beyond && gap < -beyond
        if rises || falls {
            sides[index] = rises ? 1 : -1
            ages[index] = 0
        } else {
            let holds = sides[index] > 0 ? gap > beyond : gap < -beyond
            ages[index] += 1
            if !holds { sides[index] = 0 }
        }
        guard sides[index] != 0, ages[index] == Double(confirmation) else { return .neutral }
        if confirming == .before && confirmation > 0 { return .neutral }
        return sides[index] > 0 ? .bullish : .bearish
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { gaps + sides + ages + quick.state + slow.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let series = gaps.count
        let first = 3 * series
        let second = first + series * (4 + short)
        guard state.count == second + series * (4 + long) else { return false }
        var (quick, slow) = (quick, slow)
        guard quick.restore(Array(state[first..<second])), slow.restore(Array(state[second...])) else {
            return false
        }
        (self.quick, self.slow) = (quick, slow)
        gaps = Array(state[..<series])
        sides = Array(state[series..<(2 * series)])
        ages = Array(state[(2 * series)..<first])
        return true
    }
}
