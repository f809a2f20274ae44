/// A change of one weight, split into the part that adds no risk and the part that does.
///
/// The part without risk leads to `base`: the target where the change only reduces, zero where it crosses zero, and
/// the current weight where it increases. From there `added` leads on to the target.
///
/// Worked number: from 5% to -3% the base is 0 and -3% are added; from 5% to 8% the base is 5% and 3% are added.
public struct WeightChange: Equatable, Sendable {
    /// The weight that is reached without adding risk.
    public let base: Double
    /// The signed weight that is added beyond it; 0 when the change only reduces.
    public let added: Double

    /// Splits a change; with an absent number nothing is known to reduce, and both parts are NaN.
    @inlinable
    public init(from current: Double, to target: Double) {
        if current.isNaN || target.isNaN {
            (base, added) = (.nan, .nan)
        } else if current * target <= 0 {
            (base, added) = (0, target)
        } else if target.magnitude <= current.magnitude {
            (base, added) = (target, 0)
        } else {
            (base, added) = (current, target - current)
        }
    }

    /// The weight when only a part of what was to be added is.
    @inlinable
    public func weight(adding part: Double) -> Double { base + added * part }

    /// Which part of all additions fits, 0 to 1, when `used` is what the rest of the book takes of a limit.
    ///
    /// 0 when a number is absent: what is unknown adds nothing.
    @inlinable
    public static func part(of added: Double, fitting limit: Double, used: Double) -> Double {
        guard added > 0 else { return added == 0 ? 1 : 0 }
        let room = limit - used
        guard room > 0 else { return 0 }
        return room >= added ? 1 : room / added
    }
}
