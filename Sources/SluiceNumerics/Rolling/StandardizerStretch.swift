/// The columns of some neighbouring series, over borrowed memory, and how a value of each goes through them.
///
/// Each loop touches few pieces of memory and has no branch wherever possible: the compiler then takes several series
/// at a time, which one loop over all of them keeps it from.
struct StandardizerStretch {
    let rule: Standardization
    /// The first series of the stretch, and how many there are in all.
    let first: Int
    let series: Int
    let window: Int
    let values: UnsafeBufferPointer<Double>
    /// The windows of all series, by slot, then series.
    let past: UnsafeMutableBufferPointer<Double>
    let slots: UnsafeMutableBufferPointer<Int>
    let accepted: UnsafeMutableBufferPointer<Int>
    let reference: UnsafeBufferPointer<Double>
    let sum: UnsafeMutableBufferPointer<Double>
    let square: UnsafeMutableBufferPointer<Double>
    /// Room for what is worked out on the way; see `StandardizerScratch`.
    let scratch: UnsafeMutableBufferPointer<Double>
    let scores: UnsafeMutableBufferPointer<Double>

    private typealias Scratch = StandardizerScratch

    /// Lets finite values into windows that are full and stand at the same slot.
    func enterEvenly(slot: Int) {
        let start = slot * series + first
        let row = UnsafeMutableBufferPointer(rebasing: past[start..<start + values.count])
        for index in 0..<values.count {
            scratch[index &+ Scratch.leaving] = row[index] - reference[index]
            scratch[index &+ Scratch.entering] = values[index] - reference[index]
            row[index] = values[index]
        }
    }

    /// Lets values into windows wherever they stand; an absent value enters as nothing and nothing leaves for it.
    func enterUnevenly() {
        for index in 0..<values.count {
            let cell = slots[index] * series + first + index
            let (value, number) = (values[index], accepted[index])
            let isPresent = value.magnitude < .infinity
            scratch[index &+ Scratch.entering] = isPresent ? value - reference[index] : 0
            scratch[index &+ Scratch.leaving] =
                isPresent && number >= window ? past[cell] - reference[index] : 0
            let counted = number + (isPresent && rule.includesCurrent ? 1 : 0)
            scratch[index &+ Scratch.part] = 1 / Double(Swift.min(counted, window))
            guard isPresent else { continue }
            past[cell] = value
            slots[index] = slots[index] + 1 == window ? 0 : slots[index] + 1
            accepted[index] = number + 1
        }
    }

    /// Brings the sums up to date; not 0 when some have to be taken anew.
    func settle() -> Int {
        var staleness = 0
        for index in 0..<values.count {
            let part = scratch[index &+ Scratch.part]
            staleness |= settle(index, part: part)
        }
        return staleness
    }

    /// Scores what entered full windows by what they held before, and brings the sums up to date.
    ///
    /// Both in one loop: the sums come from far and are to come once. `part` is one over the window.
    func scoreAndSettle(part: Double) -> Int {
        let rule = rule
        var staleness = 0
        for index in 0..<values.count {
            scores[index] = rule.score(
                scratch[index &+ Scratch.entering], mean: sum[index] * part, meanSquare: square[index] * part)
            staleness |= settle(index, part: part)
        }
        return staleness
    }

    @inline(__always)
    private func settle(_ index: Int, part: Double) -> Int {
        let entering = scratch[index &+ Scratch.entering]
        let leaving = scratch[index &+ Scratch.leaving]
        let moved = sum[index] + (entering - leaving)
        let turned = square[index] + (entering * entering - leaving * leaving)
        sum[index] = moved
        square[index] = turned
        return RollingMoments.staleness(sum: moved, square: turned, part: part, leaving: leaving)
    }

    /// Lists the series whose sums have to be taken anew, counted from the first of the stretch; returns how many.
    func list(_ stale: UnsafeMutableBufferPointer<Int16>) -> Int {
        var (count, start) = (0, 0)
        while start < values.count {
            let part = start..<Swift.min(start + 16, values.count)
            var staleness = 0
            for index in part { staleness |= self.staleness(index) }
            if staleness != 0 {
                for index in part where self.staleness(index) != 0 && values[index].magnitude < .infinity {
                    stale[count] = Int16(truncatingIfNeeded: index)
                    count += 1
                }
            }
            start = part.upperBound
        }
        return count
    }

    @inline(__always)
    private func staleness(_ index: Int) -> Int {
        RollingMoments.staleness(
            sum: sum[index], square: square[index], part: scratch[index &+ Scratch.part],
            leaving: scratch[index &+ Scratch.leaving])
    }

    /// Scores what entered; `isFull` says that every window was full before.
    func score(isFull: Bool) {
        let rule = rule
        for index in 0..<values.count {
            let part = scratch[index &+ Scratch.part]
            let score = rule.score(
                scratch[index &+ Scratch.entering], mean: sum[index] * part, meanSquare: square[index] * part)
            scores[index] = values[index].magnitude < .infinity ? score : .nan
        }
        if isFull { return }
        // A warm-up is known by its larger part.
        let most = 1 / Double(rule.minimum)
        for index in 0..<values.count
        where scratch[index &+ Scratch.part] > most && values[index].magnitude < .infinity {
            scores[index] = rule.warmUp == .raw ? rule.clipped(values[index]) : .nan
        }
    }
}

/// Room for what is worked out about a few hundred series at a time: what they touch stays in the first cache.
///
/// One row of cells, each part of it `room` after the one before: the compiler then knows that they do not overlap.
struct StandardizerScratch: Sendable {
    static let room = 256
    /// The difference from the reference of what leaves a window.
    static let leaving = 0
    /// The difference from the reference of what enters it.
    static let entering = 256
    /// One over the number of values.
    static let part = 512

    var cells = [Double](repeating: 0, count: 3 * room)

    /// Sets the part of the first series of the scratch.
    mutating func setPart(_ part: Double, count: Int) {
        for index in Self.part..<Self.part + count { cells[index] = part }
    }
}
