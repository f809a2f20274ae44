import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How new risk comes back after a person has resumed: nothing for a while, then bit by bit.
///
/// It begins with the first cycle after the person's word, never by itself. part = clamp((elapsed - cool_off) / recovery,
/// 0, 1) of what targets add passes. Without a cool-off all of it passes at once. Worked number: with 30 minutes each,
/// half passes 45 minutes after the word.
struct Comeback {
    private let ramp: RecoveryRamp?
    /// Whether a person has resumed since the last cycle.
    private var isDue = false
    /// The second in which it began; NaN while none is under way.
    private var since = Double.nan

    init(coolOff: Span?, recovery: Span) throws {
        ramp = try coolOff.map { coolOff throws(InvalidParameter) in
            try RecoveryRamp(coolOff: coolOff.seconds, recovery: recovery.seconds)
        }
    }

    /// A person has resumed.
    mutating func begin() { (isDue, since) = (ramp != nil, .nan) }

    /// A limit was broken again.
    mutating func stop() { (isDue, since) = (false, .nan) }

    /// Restricts trading while it cools off; to be called before targets are screened.
    mutating func stand(_ targets: ApprovedTargetFrame, at now: Timestamp) {
        if isDue { (isDue, since) = (false, Self.seconds(now)) }
        guard let ramp, !since.isNaN, Self.seconds(now) - since < ramp.coolOff else { return }
        targets.restrict(.reduceOnly, CheckReasons.coolingOff, observed: 0, limit: 100)
    }

    /// Leaves the part of what targets add that has come back.
    mutating func limit(_ changes: ChangeReview, at now: Timestamp) {
        guard let ramp, !since.isNaN else { return }
        let part = ramp.part(after: Self.seconds(now) - since)
        changes.scaleAll(by: part, CheckReasons.recovering, observed: part * 100, limit: 100)
        if part >= 1 { since = .nan }
    }

    private static func seconds(_ now: Timestamp) -> Double { Double(now.nanoseconds) / 1e9 }

    func remember(into memory: inout MemoryWriter) {
        memory.write(isDue ? 1 : 0)
        memory.write(since)
    }

    mutating func recall(from memory: inout MemoryReader) throws {
        isDue = try memory.int() != 0
        since = try memory.double()
    }
}
