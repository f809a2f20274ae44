/// A formula of numbers of one bar; each case names its terms in order.
enum FeatureFormula: Hashable, Sendable {
    /// a / b - 1.
    case excess
    /// a / b.
    case ratio
    /// a - b.
    case difference
    /// a x b.
    case product
    /// The square root of a.
    case root
    /// a above b: max(a - b, 0); without b, 0 or NaN.
    case rise(first: FirstChange)
    /// a below b: max(b - a, 0); without b, 0 or NaN.
    case fall(first: FirstChange)
    /// Gain, loss: 100 x gain / (gain + loss), 50 when both are 0.
    case strength
    /// High, low, close before: the true range; without a close before high - low, or NaN.
    case trueRange(first: FirstChange)
    /// High, high before, low, low before: Wilder's +DM.
    case plusMovement
    /// High, high before, low, low before: Wilder's -DM.
    case minusMovement
    /// 100 a / b, 0 when b is 0.
    case share
    /// +DI, -DI, range before: Wilder's DX, absent in the first bar that has directions.
    case directionIndex
    /// (a - b) / c.
    case relativeRange
    /// Value, mean, deviation: 0 at two deviations below the mean, 1 at two above, 0.5 when there is no deviation.
    case bandPosition
    /// Mean, deviation: four deviations over the mean.
    case bandWidth
    /// Open, high, low, close: the bar's variance.
    case variance(RangeVolatility.Estimator)
    /// Bid, ask: the spread in basis points.
    case spread
    /// Bid size, ask size: from -1 to 1.
    case imbalance
    /// Bid, ask, bid size, ask size: how far the microprice is above the midpoint, in basis points.
    case lean
    /// Bid, ask, bid size, ask size before, then now: the order flow imbalance.
    case orderFlow

    /// What the first of a series' changes is, when there is nothing before it.
    enum FirstChange: Hashable, Sendable {
        case counted
        case absent
    }
}

extension FeatureFormula {
    /// How many terms the formula has.
    var terms: Int {
        switch self {
        case .root: 1
        case .excess, .ratio, .difference, .product, .rise, .fall, .strength, .share, .bandWidth, .spread,
            .imbalance:
            2
        case .trueRange, .directionIndex, .relativeRange, .bandPosition: 3
        case .plusMovement, .minusMovement, .variance, .lean: 4
        case .orderFlow: 8
        }
    }

    @inline(__always)
    static func rise(_ now: Double, _ before: Double, _ first: FirstChange) -> Double {
        if before.isNaN { return first == .counted ? 0 : .nan }
        return Swift.max(now - before, 0)
    }

    @inline(__always)
    static func trueRange(_ high: Double, _ low: Double, _ before: Double, _ first: FirstChange) -> Double {
        if before.isNaN, first == .absent { return .nan }
        return TrueRange.of(high: high, low: low, previousClose: before)
    }

    /// What goes one way when it is above zero and more than what goes the other; NaN without a bar before.
    @inline(__always)
    static func movement(up: Double, down: Double) -> Double {
        if up.isNaN || down.isNaN { return .nan }
        return up > down && up > 0 ? up : 0
    }

    @inline(__always)
    static func share(_ part: Double, of whole: Double) -> Double { whole == 0 ? 0 : 100 * part / whole }

    @inline(__always)
    static func directionIndex(_ plus: Double, _ minus: Double) -> Double {
        plus + minus == 0 ? 0 : 100 * (plus - minus).magnitude / (plus + minus)
    }

    @inline(__always)
    static func bandPosition(_ value: Double, _ mean: Double, _ deviation: Double) -> Double {
        deviation == 0 ? 0.5 : (value - (mean - 2 * deviation)) / (4 * deviation)
    }

    @inline(__always)
    static func lean(_ bid: Double, _ ask: Double, _ bidSize: Double, _ askSize: Double) -> Double {
        let middle = QuoteMath.mid(bid: bid, ask: ask)
        let price = BookMath.microprice(bid: bid, ask: ask, bidSize: bidSize, askSize: askSize)
        return (price / middle - 1) * 10_000
    }
}
