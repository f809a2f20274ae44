/// The running peak of an account's value and how far below it the account stands.
///
/// drawdown = (peak - value) / peak in percent; recovery = what the account has to gain to reach the peak again.
/// A limit that is met exactly is not exceeded. A value that is not finite counts as exceeded and is not remembered.
///
/// Worked number: peak 100,000 and value 90,000 is 10%, and takes 11.1111% to recover.
public struct DrawdownTracker: Equatable, Sendable {
    /// The largest drawdown that is not exceeded, percent.
    public let maxDrawdownPercent: Double
    /// The highest value seen; 0 before the first.
    public private(set) var peak = 0.0
    private var window: [Double]
    private var accepted = 0

    /// How the account stands.
    public struct Reading: Equatable, Sendable {
        /// How far below the peak, percent; NaN when the value is not finite.
        public var drawdownPercent: Double
        /// What it takes to be back at the peak, percent; infinite when nothing is left.
        public var recoveryPercent: Double
        /// Whether the limit is exceeded or the value unknown.
        public var isExceeded: Bool
    }

    /// Refuses a limit outside 0 to 100 and a history of less than one value.
    ///
    /// `history` is how many values `windowMaximumPercent` looks back over.
    public init(maxDrawdownPercent: Double = 10, history: Int = 252) throws(InvalidParameter) {
        try require("maxDrawdownPercent", maxDrawdownPercent, in: 0...100)
        try require("history", history, in: 1...10_000_000)
        self.maxDrawdownPercent = maxDrawdownPercent
        window = [Double](repeating: 0, count: history)
    }

    /// Takes the account's value of now.
    public mutating func observe(_ value: Double) -> Reading {
        guard value.isFinite else {
            return Reading(drawdownPercent: .nan, recoveryPercent: .nan, isExceeded: true)
        }
        window[accepted % window.count] = value
        accepted += 1
        peak = Swift.max(peak, value)
        guard peak > 0 else {
            return Reading(drawdownPercent: 0, recoveryPercent: 0, isExceeded: false)
        }
        let drawdown = (peak - value) / peak * 100
        return Reading(
            drawdownPercent: drawdown,
            recoveryPercent: value > 0 ? (peak / value - 1) * 100 : .infinity,
            isExceeded: drawdown > maxDrawdownPercent
        )
    }

    /// Begins anew from this value, as after an operator has accepted the loss.
    public mutating func rebase(to value: Double) {
        accepted = 0
        peak = 0
        _ = observe(value)
    }

    /// The deepest drawdown within the last `history` values, measured from their own peak, percent.
    ///
    /// Walks the whole window: ask for it in reports, not in every cycle.
    public var windowMaximumPercent: Double {
        let count = Swift.min(accepted, window.count)
        var (high, deepest) = (0.0, 0.0)
        for age in stride(from: count, to: 0, by: -1) {
            let value = window[(accepted - age) % window.count]
            high = Swift.max(high, value)
            if high > 0 { deepest = Swift.max(deepest, (high - value) / high * 100) }
        }
        return deepest
    }

    /// Everything that has to survive a restart: peak, count of values, window.
    public var state: [Double] { [peak, Double(accepted)] + window }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == window.count + 2, state.allSatisfy(\.isFinite),
            let accepted = Int(exactly: state[1]), accepted >= 0
        else { return false }
        peak = state[0]
        self.accepted = accepted
        window = Array(state[2...])
        return true
    }
}
