/// How well forecasts of many members correlate with what came: the information coefficient, with older cycles fading.
///
/// A cycle's pairs of forecast and outcome are averaged first, then the averages of x, y, x^2, y^2 and xy fade with
/// weight 2 / (span + 1) a cycle; IC = (E[xy] - E[x]E[y]) / sqrt(Var x Var y). The order of the pairs in a cycle does
/// not matter. Source: Grinold and Kahn, "Active Portfolio Management", chapter 6. Worked number: one cycle of 1, 2, 3,
/// 4 against 1, 3, 2, 4 has an IC of 0.8.
public struct ForecastSkill: Sendable {
    /// How many members there are.
    public let members: Int
    /// The weight of the newest cycle.
    public let weight: Double
    /// How many pairs there must be before there is a coefficient.
    public let minimum: Int
    // By member: pairs ever, then the five averages; then the sums of the cycle in progress with their count.
    private var pairs: [Double]
    private var averages: [Double]
    private var sums: [Double]
    private static let moments = 5

    /// Refuses a span of less than one cycle, and less than two pairs.
    public init(members: Int, span: Int, minimum: Int) throws(InvalidParameter) {
        try require("members", members, in: 0...100_000)
        try require("span", span, in: 1...1_000_000)
        try require("minimum", minimum, in: 2...1_000_000)
        self.members = members
        self.minimum = minimum
        weight = 2 / (Double(span) + 1)
        pairs = [Double](repeating: 0, count: members)
        averages = [Double](repeating: 0, count: members * Self.moments)
        sums = [Double](repeating: 0, count: members * (Self.moments + 1))
    }

    /// Takes a pair of the cycle in progress; one that is not finite is left out.
    public mutating func add(forecast x: Double, outcome y: Double, member: Int) {
        guard x.isFinite, y.isFinite, (x * x).isFinite, (y * y).isFinite else { return }
        let row = member * (Self.moments + 1)
        sums[row] += x
        sums[row + 1] += y
        sums[row + 2] += x * x
        sums[row + 3] += y * y
        sums[row + 4] += x * y
        sums[row + 5] += 1
    }

    /// Ends the cycle of a member; false when it had no pair, and nothing fades.
    public mutating func endCycle(member: Int) -> Bool {
        let row = member * (Self.moments + 1)
        let count = sums[row + 5]
        guard count > 0 else { return false }
        let pull = pairs[member] == 0 ? 1 : weight
        for moment in 0..<Self.moments {
            let cell = member * Self.moments + moment
            averages[cell] += pull * (sums[row + moment] / count - averages[cell])
        }
        pairs[member] += count
        for cell in row..<(row + Self.moments + 1) { sums[cell] = 0 }
        return true
    }

    /// The information coefficient, -1 to 1; NaN in the warm-up, and where forecasts or outcomes do not vary.
    public func coefficient(member: Int) -> Double {
        guard pairs[member] >= Double(minimum) else { return .nan }
        let cell = member * Self.moments
        let (x, y) = (averages[cell], averages[cell + 1])
        let (varianceX, varianceY) = (averages[cell + 2] - x * x, averages[cell + 3] - y * y)
        // What is left of squares that cancel is rounding, no variance.
        guard varianceX > 1e-12 * averages[cell + 2], varianceY > 1e-12 * averages[cell + 3] else {
            return .nan
        }
        let coefficient = (averages[cell + 4] - x * y) / (varianceX.squareRoot() * varianceY.squareRoot())
        return Swift.min(Swift.max(coefficient, -1), 1)
    }

    /// How many pairs a member has had.
    public func count(member: Int) -> Int { Int(pairs[member]) }

    /// Everything that has to survive a restart.
    public var state: [Double] { pairs + averages + sums }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == members * (2 * Self.moments + 2), state.allSatisfy(\.isFinite) else {
            return false
        }
        let counts = state[..<members]
        guard counts.allSatisfy({ $0 >= 0 && $0 < 1e15 }) else { return false }
        pairs = Array(counts)
        averages = Array(state[members..<(members * (1 + Self.moments))])
        sums = Array(state[(members * (1 + Self.moments))...])
        return true
    }
}
