/// The longest time that an equity curve lay below its highest value before.
///
/// Worked number: 100, 120, 90, 110, 130, 125 lies below 120 for two values, from index 1 until it passes it at index 4.
public struct LongestFall: Equatable, Sendable {
    /// Where the highest value before was; 0 when the curve never fell.
    public private(set) var peak = 0
    /// Where the curve reached it again, or the last index when it did not.
    public private(set) var end = 0
    /// Whether it was reached again.
    public private(set) var isRecovered = true

    /// Walks the curve once; values that are not finite are passed over.
    ///
    /// Of equally long falls the first counts.
    /// `time` gives the moment of each value, in any unit that grows; its length is the curve's.
    public init(_ equity: Span<Double>, time: Span<Int64>) {
        var (high, highest, last, longest) = (-Double.infinity, 0, 0, Int64(0))
        var isBelow = false
        for index in equity.indices where equity[index].isFinite {
            last = index
            guard equity[index] >= high else {
                isBelow = true
                continue
            }
            if isBelow, time[index] - time[highest] > longest {
                longest = time[index] - time[highest]
                (peak, end, isRecovered) = (highest, index, true)
            }
            (high, highest, isBelow) = (equity[index], index, false)
        }
        if isBelow, time[last] - time[highest] > longest {
            (peak, end, isRecovered) = (highest, last, false)
        }
    }
}
