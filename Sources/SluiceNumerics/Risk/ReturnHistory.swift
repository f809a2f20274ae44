/// The last returns of many instruments, to say how a book of today would have moved.
///
/// The effective number of bets of weights w is the square of their diversification ratio, (sum |w_i| s_i)^2 over the
/// variance of the book's return, s_i an instrument's own deviation (Choueifaty and Coignard 2008): as many as positions
/// for equal ones that move independently, 1 for any that move as one. A gap counts as a return of 0. Cost of an answer:
/// periods times instruments; nothing is allocated.
///
/// Worked number: two instruments with the returns 1%, -1%, 1%, -1% and 1%, 1%, -1%, -1% held alike are 2 bets, and with
/// the first of them in both places 1.
public struct ReturnHistory: Equatable, Sendable {
    /// How many instruments there are.
    public let count: Int
    /// How many periods are remembered.
    public let window: Int
    /// How many periods there are.
    public private(set) var periods = 0
    private var next = 0
    private var returns: [Double]

    /// Refuses less than one instrument, a window outside 2 to 100,000, and more than 2^28 returns altogether.
    public init(count: Int, window: Int = 60) throws(InvalidParameter) {
        try require("count", count, in: 1...1_000_000)
        try require("window", window, in: 2...100_000)
        try require("count x window", count * window, in: 1...(1 << 28))
        (self.count, self.window) = (count, window)
        returns = [Double](repeating: 0, count: count * window)
    }

    /// Takes one period's returns by instrument; what is not finite counts as 0.
    public mutating func push(_ values: Span<Double>) {
        precondition(values.count == count)
        let row = next * count
        for index in 0..<count { returns[row + index] = values[index].isFinite ? values[index] : 0 }
        next = next + 1 == window ? 0 : next + 1
        periods = Swift.min(periods + 1, window)
    }

    /// The effective number of bets of a book; NaN below two periods, without a position, or when nothing has moved.
    ///
    /// A weight that is absent counts as 0. A book that hedges itself wholly has infinitely many.
    public func bets(_ weights: Span<Double>) -> Double {
        precondition(weights.count == count)
        guard periods > 1 else { return .nan }
        let parts = Double(periods)
        var alone = 0.0
        for index in 0..<count where weights[index].magnitude > 0 {
            var (sum, square) = (0.0, 0.0)
            for period in 0..<periods {
                let value = returns[period * count + index]
                sum += value
                square += value * value
            }
            alone +=
                weights[index].magnitude
                * Swift.max(square / parts - sum / parts * (sum / parts), 0).squareRoot()
        }
        var (sum, square) = (0.0, 0.0)
        for period in 0..<periods {
            var value = 0.0
            for index in 0..<count where weights[index].magnitude > 0 {
                value += weights[index] * returns[period * count + index]
            }
            sum += value
            square += value * value
        }
        let variance = Swift.max(square / parts - sum / parts * (sum / parts), 0)
        guard alone > 0, alone.isFinite else { return .nan }
        return variance > 1e-18 * alone * alone ? alone * alone / variance : .infinity
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { [Double(periods), Double(next)] + returns }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == returns.count + 2, state.allSatisfy(\.isFinite),
            let periods = Int(exactly: state[0]), let next = Int(exactly: state[1]),
            (0...window).contains(periods), (0..<window).contains(next)
        else { return false }
        (self.periods, self.next, returns) = (periods, next, Array(state[2...]))
        return true
    }
}
