import SluiceKit
import SluiceMarket

/// When a journal takes down what all stages remember, not only those that orders depend on.
///
/// A snapshot is at least 10 cycles after the one before, and so far that it does not slow the cycles down: on the wall
/// clock 10 seconds, and where history drives the clock a cycle for each 40,000 words, so that two runs of one history
/// take theirs at the same cycles.
struct SnapshotRhythm {
    private var last: (cycle: Int, time: Timestamp)
    private var cycles = 10

    /// The last snapshot is of a cycle.
    init(after cycle: Cycle) { last = (cycle.number, cycle.now) }

    /// Whether a cycle is to be followed by a snapshot.
    func isDue(at cycle: Cycle) -> Bool {
        let passed = cycle.number - last.cycle
        return cycle.isSimulated
            ? passed >= cycles : passed >= 10 && cycle.now.since(last.time) >= .seconds(10)
    }

    /// A snapshot of so many words was taken.
    mutating func took(_ memories: [StageMemory], at cycle: Cycle) {
        last = (cycle.number, cycle.now)
        cycles = max(10, memories.reduce(0) { $0 + $1.words.count } / 40_000)
    }
}
