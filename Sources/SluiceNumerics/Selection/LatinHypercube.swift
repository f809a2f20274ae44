/// Points of the unit cube of which every equal part of every axis holds exactly one.
///
/// Draws from such points cover each axis evenly, however few there are; another count of points gives other points. Source:
/// McKay, Beckman and Conover 1979. Worked number: four points have one coordinate in each quarter of each axis.
public struct LatinHypercube: Equatable, Sendable {
    /// For each point its coordinates, each from 0 up to but not including 1.
    public let points: [[Double]]

    /// Draws points; the same dice give the same.
    ///
    /// Refuses counts outside 1 to 10 million points and 1 to 10,000 axes.
    public init(
        count: Int, axes: Int, dice: inout some RandomNumberGenerator
    ) throws(InvalidParameter) {
        try require("count", count, in: 1...10_000_000)
        try require("axes", axes, in: 1...10_000)
        var points = Array(repeating: Array(repeating: 0.0, count: axes), count: count)
        for axis in 0..<axes {
            var parts = Array(0..<count)
            for place in stride(from: count - 1, to: 0, by: -1) {
                parts.swapAt(place, Int(dice.next(upperBound: UInt64(place + 1))))
            }
            for (place, part) in parts.enumerated() {
                let share = (Double(part) + Double(dice.next() >> 11) * 0x1p-53) / Double(count)
                points[place][axis] = Swift.min(share, 1 - 0x1p-53)
            }
        }
        self.points = points
    }
}
