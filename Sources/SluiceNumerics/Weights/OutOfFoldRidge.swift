/// Weights members by a ridge regression of what happened on what they forecast out of their folds.
///
/// beta = (X'X + alpha I)^-1 X'y without intercept over the rows in which all are finite; the weights are beta's nearest
/// point with none negative and sum 1. Plain alpha is an absolute number, so that forecasts of small returns end up with
/// about equal weights; the standardised form does not depend on any scale: every column and the target become z-scores
/// over the rows used (n in the denominator), and alpha is `alphaPerRow` times the rows.
///
/// Source: stacked regressions (Wolpert 1992; Breiman 1996). Worked number: forecasts 1, 2, 3 of what became 2, 4, 6,
/// alpha 14: beta 28 / 28 = 1.
public struct OutOfFoldRidge: Equatable, Sendable {
    /// How the penalty meets the scale of the data.
    public enum Form: Equatable, Sendable {
        /// A penalty in the units of the squared forecasts.
        case plain(alpha: Double)
        /// A penalty for each row of z-scores.
        case standardised(alphaPerRow: Double)
    }

    /// How the penalty meets the scale of the data.
    public let form: Form

    /// Refuses a penalty that is not above zero and finite.
    public init(_ form: Form) throws(InvalidParameter) {
        switch form {
        case .plain(let alpha): try require(positive: "alpha", alpha)
        case .standardised(let alpha): try require(positive: "alphaPerRow", alpha)
        }
        self.form = form
    }

    /// What a regression gives.
    public struct Fit: Equatable, Sendable {
        /// How many rows were complete.
        public var rows: Int
        /// The coefficients, in the units of the form.
        public var coefficients: [Double]
        /// The weights: none negative, sum 1.
        public var weights: [Double]
    }

    /// The fit; nil without a member, or for z-scores of less than two rows.
    ///
    /// `forecasts` are by member, then row, `outcomes` by row; NaN is absent. Without a complete row the plain form has
    /// coefficients of 0 and equal weights. Cost: rows times members squared.
    public func fit(forecasts: [[Double]], outcomes: [Double]) -> Fit? {
        let used = outcomes.indices.filter { row in
            outcomes[row].isFinite && forecasts.allSatisfy { $0[row].isFinite }
        }
        var columns = forecasts.map { column in used.map { column[$0] } }
        var target = used.map { outcomes[$0] }
        let alpha: Double
        switch form {
        case .plain(let given): alpha = given
        case .standardised(let perRow):
            guard used.count >= 2 else { return nil }
            alpha = perRow * Double(used.count)
            columns = columns.map(Self.standardised)
            target = Self.standardised(target)
        }
        guard let coefficients = Self.solve(columns, target, alpha: alpha) else { return nil }
        var weights = coefficients
        var span = weights.mutableSpan
        SimplexProjection.project(&span)
        return Fit(rows: used.count, coefficients: coefficients, weights: weights)
    }

    /// z-scores by the population's standard deviation; 0 for a column that never moves.
    static func standardised(_ values: [Double]) -> [Double] {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let largest = values.reduce(0) { Swift.max($0, $1.magnitude) }
        let deviation = variance.squareRoot()
        guard deviation > 1e-13 * largest else { return values.map { _ in 0 } }
        return values.map { ($0 - mean) / deviation }
    }

    static func solve(_ columns: [[Double]], _ target: [Double], alpha: Double) -> [Double]? {
        guard var system = try? PositiveSystem(capacity: columns.count) else { return nil }
        let products = columns.flatMap { one in columns.map { product(one, $0) } }
        var unknowns = columns.map { product($0, target) }
        var span = unknowns.mutableSpan
        guard system.solve(products.span, shift: alpha, into: &span) else { return nil }
        return unknowns
    }

    private static func product(_ one: [Double], _ other: [Double]) -> Double {
        var sum = 0.0
        for row in one.indices { sum += one[row] * other[row] }
        return sum
    }
}
