/// The deepest fall of an equity curve from its highest value before.
///
/// Worked number: 100, 120, 90, 130, 110 falls deepest from 120 to 90, a quarter, from index 1 to 2.
public struct DeepestFall: Equatable, Sendable {
    /// How far, as a fraction of the peak; 0 when the curve never fell.
    public private(set) var fraction = 0.0
    /// Where the fall began; 0 when there was none.
    public private(set) var peak = 0
    /// Where it was deepest, the first of equals; 0 when there was none.
    public private(set) var trough = 0

    /// Walks the curve once; values that are not finite are passed over, and nothing falls from a peak of zero or less.
    public init(_ equity: Span<Double>) {
        var (high, highest) = (-Double.infinity, 0)
        for index in equity.indices where equity[index].isFinite {
            if equity[index] > high { (high, highest) = (equity[index], index) }
            guard high > 0 else { continue }
            let fall = (high - equity[index]) / high
            if fall > fraction { (fraction, peak, trough) = (fall, highest, index) }
        }
    }
}
