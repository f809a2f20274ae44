/// What the volatility of the last marks asks for: nothing, a warning, reduce-only or the kill switch.
///
/// volatility = sample standard deviation of the simple returns between the last `window` marks x sqrt(periods a year);
/// an action is due from its threshold on, the threshold included. There is none before `window` marks, nor with less
/// than max(10, window / 2) returns. A mark that is not above zero, or not finite, is passed over.
///
/// The periods a year are those of the bars: 252 for days, 98,280 for minutes of 390 a day. Source: the ancestor's breaker,
/// which took 252 for minutes as well and never tripped. Worked number: returns of +1% and -1% in turn have a standard
/// deviation of 1.03% with 20 marks; 0.163 a year by days, above a threshold of 0.15.
public struct VolatilityBreaker: Sendable {
    /// What is asked for, from nothing to most.
    public enum Action: String, Comparable, Sendable, CaseIterable {
        /// Nothing.
        case none
        /// Someone should know.
        case warning
        /// Only what reduces.
        case reduceOnly = "reduce_only"
        /// A stop.
        case killSwitch = "kill_switch"

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// Orders from nothing to most.
        public static func < (one: Action, other: Action) -> Bool { one.rank < other.rank }
    }

    /// How many marks count.
    public let window: Int
    /// The volatility a year from which on there is a warning, a fraction.
    public let warn: Double
    /// The volatility a year from which on only reducing orders pass.
    public let reduceOnly: Double
    /// The volatility a year from which on the kill switch is due.
    public let kill: Double
    private let yearRoot: Double
    private var returns: RollingMoments
    private var last: [Double]

    /// Refuses less than 11 marks, which would never speak, thresholds that fall, and periods that are not above zero.
    public init(
        series: Int = 1, window: Int = 20, warn: Double = 0.15, reduceOnly: Double = 0.2,
        kill: Double = 0.25, periodsPerYear: Double
    ) throws(InvalidParameter) {
        try require("window", window, in: 11...1_000_000)
        try require("warn", warn, in: 0...1_000)
        try require("reduceOnly", reduceOnly, in: warn...1_000)
        try require("kill", kill, in: reduceOnly...1_000)
        try require(positive: "periodsPerYear", periodsPerYear)
        (self.window, self.warn, self.reduceOnly, self.kill) = (window, warn, reduceOnly, kill)
        yearRoot = periodsPerYear.squareRoot()
        returns = try RollingMoments(series: series, window: window - 1)
        last = [Double](repeating: .nan, count: series)
    }

    /// Takes the next mark of a series.
    public mutating func push(_ mark: Double, series index: Int = 0) {
        guard mark > 0, mark.isFinite else { return }
        if last[index] > 0 { returns.push(mark / last[index] - 1, series: index) }
        last[index] = mark
    }

    /// The volatility a year of a series; NaN before there are enough marks.
    public func volatility(_ index: Int = 0) -> Double {
        let count = returns.count(index)
        guard count >= window - 1, count >= Swift.max(10, window / 2) else { return .nan }
        return returns.standardDeviation(index) * yearRoot
    }

    /// What a volatility asks for; nothing where it is NaN.
    public func action(for volatility: Double) -> Action {
        if volatility >= kill { return .killSwitch }
        if volatility >= reduceOnly { return .reduceOnly }
        return volatility >= warn ? .warning : .none
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { last + returns.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == last.count + returns.stateCount,
            returns.restore(Array(state[last.count...]))
        else { return false }
        last = Array(state[..<last.count])
        return true
    }
}
