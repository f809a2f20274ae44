/// How much new risk there may be after a limit was broken: none for a while, then more and more.
///
/// 0 within the cool-off, then in a straight line to 1 over the recovery. Worked number: cool-off 30 minutes, recovery
/// 30 minutes: 0 after 29 minutes, 0.5 after 45, 1 from 60 on.
public struct RecoveryRamp: Equatable, Sendable {
    /// How long there is none, in any unit of time.
    public let coolOff: Double
    /// How long it takes from none to all, in the same unit.
    public let recovery: Double

    /// Refuses lengths that are negative or not finite.
    public init(coolOff: Double = 1_800, recovery: Double = 1_800) throws(InvalidParameter) {
        try require(nonNegative: "coolOff", coolOff)
        try require(nonNegative: "recovery", recovery)
        (self.coolOff, self.recovery) = (coolOff, recovery)
    }

    /// The part of new risk that passes so long after the limit was last broken; 0 for a time that is not known.
    public func part(after elapsed: Double) -> Double {
        guard elapsed >= coolOff else { return 0 }
        return recovery > 0 ? Swift.min((elapsed - coolOff) / recovery, 1) : 1
    }
}
