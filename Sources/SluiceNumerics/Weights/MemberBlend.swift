/// The weighted average of what several members forecast.
///
/// A member without a forecast this cycle drops out and the others' weights are scaled up to sum 1 again; where that
/// is switched off its share of the forecast is lost instead. Worked number: forecasts 0.01 and none at weights
/// 0.8194 and 0.1806 give 0.01 (0.008194 when not renormalised).
public struct MemberBlend: Equatable, Sendable {
    /// Whether the weights of those present are scaled to sum 1.
    public let renormalizes: Bool

    /// Chooses whether absent members' weight goes to the others.
    public init(renormalizes: Bool = true) { self.renormalizes = renormalizes }

    /// A sum that is taken one member at a time.
    public struct Sum: Sendable {
        @usableFromInline var weighted = 0.0
        @usableFromInline var weight = 0.0
        @usableFromInline var isPresent = false

        /// Begins with nothing.
        @inlinable
        public init() {}

        /// Adds a member; an absent value (NaN) adds nothing, an absent weight makes the sum absent.
        @inlinable
        public mutating func add(_ value: Double, weight: Double) {
            guard !value.isNaN else { return }
            weighted += value * weight
            self.weight += weight
            isPresent = true
        }
    }

    /// The blend of what was added; NaN when nobody was present or those present have no weight.
    @inlinable
    public func value(of sum: Sum) -> Double {
        guard sum.isPresent else { return .nan }
        guard renormalizes else { return sum.weighted }
        return sum.weight > 0 ? sum.weighted / sum.weight : .nan
    }
}
