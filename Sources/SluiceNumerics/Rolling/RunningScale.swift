/// Gives many series one scale: each value in units of the root mean square of its own past.
///
/// The mean square is exponential, x^2 with weight 2 / (span + 1), begun by the first value; the newest value is part
/// of it, so that no result exceeds sqrt((span + 1) / 2). A value whose square is not finite gives NaN and leaves no
/// trace; a past of nothing but zeros gives 0. Worked number: span 3 has weight 0.5; after 1 the value 2 has mean square
/// 2.5 and becomes 2 / sqrt(2.5) = 1.264911.
public struct RunningScale: Sendable {
    /// How many series there are.
    public let series: Int
    /// How much of the distance to a new square the mean square goes.
    public let weight: Double
    private var squares: [Double]

    /// Refuses less than one series and a span below 1.
    public init(series: Int, span: Double) throws(InvalidParameter) {
        try require("series", series, in: 1...100_000_000)
        try require("span", span, in: 1...1e9)
        self.series = series
        weight = 2 / (span + 1)
        squares = [Double](repeating: .nan, count: series)
    }

    /// Takes the next value of each of a run of neighbouring series, and writes them to scale.
    ///
    /// `values` and `scaled` are indexed from the first series of the run and equally long.
    public mutating func push(
        _ values: Span<Double>, firstSeries first: Int, into scaled: inout MutableSpan<Double>
    ) {
        precondition(values.count == scaled.count && first >= 0 && first + values.count <= series)
        let weight = weight
        values.withUnsafeBufferPointer { values in
            scaled.withUnsafeMutableBufferPointer { scaled in
                squares.withUnsafeMutableBufferPointer { squares in
                    for index in 0..<values.count {
                        let value = values[index]
                        let square = value * value
                        let before = squares[first + index]
                        let after = before >= 0 ? before + weight * (square - before) : square
                        let isPresent = square <= .greatestFiniteMagnitude
                        squares[first + index] = isPresent ? after : before
                        let result = after > 0 ? value / after.squareRoot() : 0
                        scaled[index] = isPresent ? result : .nan
                    }
                }
            }
        }
    }

    /// Everything that has to survive a restart; later results are the same to the bit.
    public var state: [Double] { squares }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == series, state.allSatisfy({ $0.isNaN || ($0 >= 0 && $0.isFinite) }) else {
            return false
        }
        squares = state
        return true
    }
}
