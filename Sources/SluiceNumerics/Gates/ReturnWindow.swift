/// The last returns of many series, aligned by time, and how they move together.
///
/// A step takes one price of each series. A return is price / the price of the step before - 1, absent where either
/// is. Correlations are taken when they are asked for, over the steps at which both series have a return: Pearson's
/// coefficient, at `window` multiplications each. Worked number: returns 1, 2, 3, 4 against 1, 3, 2, 4 correlate at 0.8.
public struct ReturnWindow: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many returns of each are kept.
    public let window: Int
    /// How many pairs of returns a correlation needs.
    public let minimum: Int
    private var returns: [Double]
    private var last: [Double]
    private var steps = 0

    /// Refuses a window of less than two returns, a minimum outside 2 to the window, and more than 2^28 returns.
    public init(series: Int, window: Int, minimum: Int) throws(InvalidParameter) {
        try require("series", series, in: 0...1_000_000)
        try require("window", window, in: 2...100_000)
        try require("minimum", minimum, in: 2...window)
        try require("series x window", series * window, in: 0...(1 << 28))
        (self.series, self.window, self.minimum) = (series, window, minimum)
        returns = [Double](repeating: .nan, count: series * window)
        last = [Double](repeating: .nan, count: series)
    }

    /// Takes the prices of a step, one for each series; a price that is not finite and above zero is absent.
    ///
    /// Where `present` is not 1 the price is an old one, and counts as absent.
    public mutating func push(_ prices: UnsafePointer<Double>, present: UnsafePointer<Double>) {
        let slot = steps % window
        for index in 0..<series {
            let price = prices[index]
            let isKnown = present[index] == 1 && price > 0 && price.isFinite
            let change = isKnown ? price / last[index] - 1 : .nan
            returns[index * window + slot] = change.isFinite ? change : .nan
            last[index] = isKnown ? price : .nan
        }
        steps += 1
    }

    /// The correlation of two series, -1 to 1; NaN with too few common returns, and where one never moved.
    public func correlation(_ one: Int, _ other: Int) -> Double {
        let (left, right) = (one * window, other * window)
        var (count, sumX, sumY) = (0, 0.0, 0.0)
        for slot in 0..<window {
            let (x, y) = (returns[left + slot], returns[right + slot])
            guard !x.isNaN, !y.isNaN else { continue }
            count += 1
            sumX += x
            sumY += y
        }
        guard count >= minimum else { return .nan }
        let (meanX, meanY) = (sumX / Double(count), sumY / Double(count))
        var (squareX, squareY, product) = (0.0, 0.0, 0.0)
        for slot in 0..<window {
            let (x, y) = (returns[left + slot] - meanX, returns[right + slot] - meanY)
            guard !x.isNaN, !y.isNaN else { continue }
            squareX += x * x
            squareY += y * y
            product += x * y
        }
        let scale = squareX.squareRoot() * squareY.squareRoot()
        return scale > 0 ? Swift.min(Swift.max(product / scale, -1), 1) : .nan
    }

    /// How a series moves with those that are held, itself left out.
    ///
    /// `held` has what is held of each series, signed; 0 and NaN are nothing. `side` is 1 to be long of the series and
    /// -1 to be short: correlations are of the positions, so that a short moves against what it is short of.
    public func company(of index: Int, side: Double, held: UnsafePointer<Double>) -> Company {
        var company = Company()
        var sum = 0.0
        for other in 0..<series where other != index && !(held[other] == 0 || held[other].isNaN) {
            let correlation = correlation(index, other) * side * (held[other] > 0 ? 1 : -1)
            company.count += 1
            guard !correlation.isNaN else {
                company.unknown += 1
                continue
            }
            sum += correlation.magnitude
            company.greatest = Swift.max(company.greatest, correlation)
        }
        let known = company.count - company.unknown
        company.meanMagnitude = known > 0 ? sum / Double(known) : 0
        return company
    }

    /// How a position moves with those that are held.
    public struct Company: Equatable, Sendable {
        /// How many other series are held.
        public var count = 0
        /// With how many of them the correlation is unknown.
        public var unknown = 0
        /// The mean of the known correlations' magnitudes; 0 when there is none.
        public var meanMagnitude = 0.0
        /// The greatest known correlation of the positions; -1 when there is none.
        public var greatest = -1.0

        /// Nothing is held.
        public init() {}

        /// The mean magnitude with every unknown correlation taken for 1, the worst it can be.
        public var cautiousMean: Double {
            count == 0
                ? 0 : (meanMagnitude * Double(count - unknown) + Double(unknown)) / Double(count)
        }
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { [Double(steps)] + last + returns }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == 1 + last.count + returns.count, let steps = Int(exactly: state[0]), steps >= 0
        else { return false }
        self.steps = steps
        last = Array(state[1..<(1 + last.count)])
        returns = Array(state[(1 + last.count)...])
        return true
    }
}
