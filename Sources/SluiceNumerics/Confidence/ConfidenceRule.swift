/// How far a score is to be believed: max(ic, floor) x freshness x capacity x stability.
///
/// A member whose coefficient is below the floor, or unknown, counts as the floor. Worked number: ic 0.04, freshness 0.9,
/// capacity 1 and stability 0.5 are 0.018.
public struct ConfidenceRule: Equatable, Sendable {
    /// The least information coefficient that a member is credited with.
    public let minimumCoefficient: Double

    /// Refuses a floor outside 0 to 1.
    public init(minimumCoefficient: Double = 0.01) throws(InvalidParameter) {
        try require("minimumCoefficient", minimumCoefficient, in: 0...1)
        self.minimumCoefficient = minimumCoefficient
    }

    /// The product, from 0 to 1.
    @inlinable
    public func overall(
        informationCoefficient: Double, freshness: Double, capacity: Double, stability: Double
    ) -> Double {
        // A comparison that NaN fails, unlike `max`.
        let credited =
            informationCoefficient > minimumCoefficient ? informationCoefficient : minimumCoefficient
        return credited * freshness * capacity * stability
    }
}
