/// Coefficients and an intercept of a ridge regression of outcomes on several forecasts.
///
/// Forecasts and outcomes are taken from their means over the complete rows; beta = (X'X + alpha I)^-1 X'y, and the
/// intercept, which alpha does not shrink, is what the means leave. Coefficients may be negative.
///
/// Source: Hoerl and Kennard 1970; stacking after Breiman 1996. Worked number: forecasts 1, 2, 3 of what became 3, 5, 7 at
/// alpha 2: beta 4 / 4 = 1, intercept 3.
public struct StackedRidge: Equatable, Sendable {
    /// The penalty.
    public let alpha: Double

    /// Refuses a penalty that is not above zero and finite.
    public init(alpha: Double = 1) throws(InvalidParameter) {
        try require(positive: "alpha", alpha)
        self.alpha = alpha
    }

    /// What a regression gives.
    public struct Fit: Equatable, Sendable {
        /// How many rows were complete.
        public var rows: Int
        /// What is added whatever is forecast.
        public var intercept: Double
        /// The coefficients.
        public var coefficients: [Double]
    }

    /// The fit; nil without a forecast or a complete row.
    ///
    /// `forecasts` are by column, then row, `outcomes` by row; NaN is absent.
    public func fit(forecasts: [[Double]], outcomes: [Double]) -> Fit? {
        let used = outcomes.indices.filter { row in
            outcomes[row].isFinite && forecasts.allSatisfy { $0[row].isFinite }
        }
        guard !used.isEmpty, !forecasts.isEmpty else { return nil }
        let count = Double(used.count)
        let means = forecasts.map { column in used.reduce(0) { $0 + column[$1] } / count }
        let mean = used.reduce(0) { $0 + outcomes[$1] } / count
        let columns = zip(forecasts, means).map { column, mean in used.map { column[$0] - mean } }
        let target = used.map { outcomes[$0] - mean }
        guard let coefficients = OutOfFoldRidge.solve(columns, target, alpha: alpha) else { return nil }
        let explained = zip(coefficients, means).reduce(0) { $0 + $1.0 * $1.1 }
        return Fit(rows: used.count, intercept: mean - explained, coefficients: coefficients)
    }
}
