/// Whether shorts of a name are restricted because its price fell: the alternative uptick rule.
///
/// A fall of `drop` or more from the close of the session before restricts for the rest of the session and for the
/// next one. Source: Rule 201 of Regulation SHO, 17 CFR 242.201, where the drop is 10%. Worked number: a close of 100
/// and a low of 90 restrict, a low of 90.01 does not.
public struct PriceTest: Sendable {
    /// The fall that restricts, a fraction.
    public let drop: Double
    // By series: the last price, the last close of the session before, and the sessions that the restriction still has.
    private var last: [Double]
    private var reference: [Double]
    private var remaining: [Double]
    private var session = Int.min

    /// Refuses a drop that is not above 0 and below 1.
    public init(series: Int, drop: Double = 0.1) throws(InvalidParameter) {
        try require("series", series, in: 0...1_000_000)
        try require("drop", drop, in: 1e-6...0.999)
        self.drop = drop
        last = [Double](repeating: .nan, count: series)
        reference = [Double](repeating: .nan, count: series)
        remaining = [Double](repeating: 0, count: series)
    }

    /// Goes on to a session, given as a number of a day that grows.
    public mutating func enter(session day: Int) {
        guard day > session else { return }
        session = day
        for index in last.indices {
            reference[index] = last[index]
            remaining[index] = Swift.max(remaining[index] - 1, 0)
        }
    }

    /// Takes the lowest and the last price of a bar; prices that are not finite and above zero are left out.
    public mutating func push(low: Double, close: Double, series index: Int) {
        if low > 0, low.isFinite, !exceeds(low, reference[index] * (1 - drop)), !reference[index].isNaN {
            remaining[index] = 2
        }
        if close > 0, close.isFinite { last[index] = close }
    }

    /// Whether shorts of a series are restricted.
    public func isRestricted(_ index: Int) -> Bool { remaining[index] > 0 }

    /// Whether there is a close of the session before to compare with.
    public func isKnown(_ index: Int) -> Bool { !reference[index].isNaN }

    /// The close of the session before; NaN when there was none.
    public func reference(_ index: Int) -> Double { reference[index] }

    /// Everything that has to survive a restart.
    public var state: [Double] { [session == .min ? -1e9 : Double(session)] + last + reference + remaining }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let count = last.count
        guard state.count == 1 + 3 * count, let day = Int(exactly: state[0]) else { return false }
        let remaining = state[(1 + 2 * count)...]
        guard remaining.allSatisfy({ $0 == 0 || $0 == 1 || $0 == 2 }) else { return false }
        session = state[0] == -1e9 ? .min : day
        last = Array(state[1..<(1 + count)])
        reference = Array(state[(1 + count)..<(1 + 2 * count)])
        self.remaining = Array(remaining)
        return true
    }
}
