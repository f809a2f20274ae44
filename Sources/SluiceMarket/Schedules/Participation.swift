/// How much of what others trade a parent may take (POV).
///
/// child = floor(part x volume since the last child, to the step), at most what is left. Worked number: a tenth of
/// 1,234 in steps of 5 is 120.
public struct Participation: Hashable, Sendable {
    /// The part of the volume, from 0 to 1.
    public let part: Amount
    /// The step in which quantities trade.
    public let step: Amount

    /// Creates a rule; nil unless the part is above 0 and at most 1, and the step above zero.
    public init?(part: Amount, step: Amount) {
        guard part > .zero, part <= Amount(1), step > .zero else { return nil }
        (self.part, self.step) = (part, step)
    }

    /// The child for a volume that was traded; zero for none, and for one that is negative.
    public func child(of remaining: Amount, volume: Amount) -> Amount {
        guard remaining > .zero, volume > .zero else { return .zero }
        // A part of at most one of an amount is one, and so is what is rounded toward zero.
        let most = (try? part.multiplied(by: volume, rounding: .down)) ?? .zero
        return (try? min(most, remaining).rounded(toMultipleOf: step, rounding: .down)) ?? .zero
    }
}
