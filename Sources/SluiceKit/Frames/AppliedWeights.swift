import SluiceMarket

/// The weights with which a blender has joined the members of each horizon, for whoever wants to know why.
///
/// Column `horizon`, row `member`; a column sums to 1, and is NaN where nobody had a weight or nothing was joined yet.
/// The engine records them with the cycle. Worked number: weights 0.6 and 0.2, which a learner multiplies by 1 and 2,
/// are noted as 0.6 and 0.4.
public final class AppliedWeights: @unchecked Sendable {
    package let values: ColumnSet

    /// Allocates absent weights.
    public init(horizons: Int, members: Int) { values = ColumnSet(columns: horizons, rows: members) }

    /// Allocates absent weights for the members and horizons of a stage.
    public convenience init(_ axes: Axes) {
        self.init(horizons: axes.horizons.count, members: axes.members.count)
    }

    /// The weights of the members at a horizon.
    public func column(horizon: Int) -> Column { values[horizon] }

    /// Notes the weights of a horizon, each times a factor, scaled to sum 1; what is not finite or below 0 weighs nothing.
    public func note(_ weights: Column, times factors: Column? = nil, horizon: Int) {
        let noted = values[horizon]
        var sum = 0.0
        for member in 0..<noted.count {
            let weight = weights[member] * (factors?[member] ?? 1)
            noted[member] = weight > 0 && weight < .infinity ? weight : 0
            sum += noted[member]
        }
        guard sum > 0, sum < .infinity else { return noted.fill(.nan) }
        for member in 0..<noted.count { noted[member] /= sum }
    }
}
