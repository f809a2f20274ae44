package import SluiceKit

/// Which cycles of the stretch in progress a fault has ended, for observers that hear of a stretch as a whole.
package struct StretchTally {
    private var cycles = 0
    private var skipped: [Int] = []

    /// Begins with no stretch in progress.
    package init() {}

    /// A cycle was run.
    package mutating func ended(_ report: CycleReport) {
        guard report.isOfStretch else { return }
        if report.skip != nil { skipped.append(cycles) }
        cycles += 1
    }

    /// Some cycles have passed.
    package mutating func passed(_ held: HeldCycles) { cycles += held.count }

    /// Gives the cycles of a stretch that is over, by their places in it, without those that were skipped.
    package mutating func end<Failure: Error>(
        _ body: (Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        defer {
            cycles = 0
            skipped.empty()
        }
        var first = 0
        for cycle in skipped {
            try body(first..<cycle)
            first = cycle + 1
        }
        try body(first..<cycles)
    }
}
