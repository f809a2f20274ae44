/// Takes members out when they stay bad and lets them back in when they stay good: a switch with hysteresis.
///
/// `patience` readings in a row below `threshold` lock a member up, as many at or above `release` let it out again;
/// between the two nothing changes, and a reading of NaN counts for neither. Worked number: with threshold 0.01, release
/// 0.02 and patience 3 the readings 0, 0, 0 lock up, 0.015 changes nothing, 0.03, 0.03, 0.03 let out.
public struct Quarantine: Sendable {
    /// A reading below this is bad.
    public let threshold: Double
    /// A reading at or above this is good.
    public let release: Double
    /// How many readings in a row it takes.
    public let patience: Int
    private var streaks: [Int]
    private var locked: [Bool]

    /// Refuses a release below the threshold, and less than one reading.
    public init(members: Int, threshold: Double, release: Double, patience: Int) throws(InvalidParameter) {
        try require("members", members, in: 0...100_000)
        try require("threshold", threshold, in: -1e9...1e9)
        try require("release", release, in: threshold...1e9)
        try require("patience", patience, in: 1...1_000_000)
        (self.threshold, self.release, self.patience) = (threshold, release, patience)
        streaks = [Int](repeating: 0, count: members)
        locked = [Bool](repeating: false, count: members)
    }

    /// Takes a member's next reading.
    public mutating func push(_ reading: Double, member: Int) {
        guard !reading.isNaN else { return }
        let isAgainst = locked[member] ? reading >= release : reading < threshold
        streaks[member] = isAgainst ? streaks[member] + 1 : 0
        guard streaks[member] >= patience else { return }
        locked[member].toggle()
        streaks[member] = 0
    }

    /// Whether a member is locked up.
    public func isLocked(_ member: Int) -> Bool { locked[member] }

    /// Everything that has to survive a restart.
    public var state: [Double] { streaks.map(Double.init) + locked.map { $0 ? 1 : 0 } }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == 2 * streaks.count else { return false }
        let streaks = state[..<streaks.count].compactMap(Int.init(exactly:))
        guard streaks.count == self.streaks.count, streaks.allSatisfy({ (0..<patience).contains($0) }) else {
            return false
        }
        locked = state[streaks.count...].map { $0 == 1 }
        self.streaks = streaks
        return true
    }
}
