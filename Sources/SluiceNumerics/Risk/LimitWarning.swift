/// When a limit that is not yet broken deserves a word.
///
/// Above `near` of the limit the warning is of medium weight, above `imminent` high; on either none of its own. Worked
/// number: of a limit of 2, 1.4 is quiet, 1.41 medium, 1.8 still medium and 1.81 high.
public struct LimitWarning: Equatable, Sendable {
    /// The part of a limit above which there is a warning.
    public let near: Double
    /// The part of a limit above which it is urgent.
    public let imminent: Double

    /// How near the limit is.
    public enum Level: String, Comparable, Sendable, CaseIterable {
        case medium
        case high

        /// Orders by weight.
        public static func < (one: Level, other: Level) -> Bool { one == .medium && other == .high }
    }

    /// Refuses parts outside 0 to 1 and an urgent part below the other.
    public init(near: Double = 0.7, imminent: Double = 0.9) throws(InvalidParameter) {
        try require("near", near, in: 0...1)
        try require("imminent", imminent, in: near...1)
        (self.near, self.imminent) = (near, imminent)
    }

    /// How near `observed` is to its limit; nil where it is far, or not known.
    public func level(of observed: Double, limit: Double) -> Level? {
        if observed > limit * imminent { return .high }
        return observed > limit * near ? .medium : nil
    }

    /// What is left of a limit; more than the limit it never is, and negative once the limit is broken.
    public static func remaining(_ observed: Double, limit: Double) -> Double {
        limit - Swift.max(observed, 0)
    }
}
