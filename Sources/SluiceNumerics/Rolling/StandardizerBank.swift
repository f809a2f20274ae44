/// Standardizes many series side by side, each against its own past.
///
/// A series is whatever has a past of its own, as one instrument, horizon and member; which index means which is the
/// caller's choice, but neighbours that are pushed together in one column are fastest. A value that is not finite gives
/// NaN and leaves no trace. See `RollingMoments` for how sums are kept true.
public struct StandardizerBank: Sendable {
    /// The rule.
    public let rule: Standardization
    var moments: RollingMoments
    var leavings = [Double](repeating: 0, count: Self.stretch)

    /// Refuses less than one series.
    public init(rule: Standardization, series: Int) throws(InvalidParameter) {
        self.rule = rule
        moments = try RollingMoments(series: series, window: rule.window)
    }

    /// How many series there are.
    public var series: Int { moments.series }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { moments.count(index) }

    /// Takes the next value of one series and returns its score; NaN when there is none.
    public mutating func push(_ value: Double, series index: Int) -> Double {
        guard value.isFinite else { return .nan }
        if rule.includesCurrent {
            let leaving = moments.take(value, series: index)
            let score = score(value, series: index)
            moments.settle(index, leaving: leaving)
            return score
        }
        let score = score(value, series: index)
        moments.push(value, series: index)
        return score
    }

    private func score(_ value: Double, series index: Int) -> Double {
        let count = moments.count(index)
        guard count >= rule.minimum else { return rule.warmUp == .raw ? rule.clipped(value) : .nan }
        let part = 1 / Double(count)
        return rule.score(
            value - moments.reference[index], mean: moments.sum[index] * part,
            meanSquare: moments.square[index] * part)
    }

    /// Everything that has to survive a restart; later scores are the same to the bit.
    public var state: [Double] { moments.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { moments.restore(state) }
}
