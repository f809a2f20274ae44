/// The columns of some neighbouring series, over borrowed memory, and how a value of each goes through them.
///
/// Each loop reads and writes few columns and has no branch wherever possible: the compiler then takes several series
/// at a time, which one loop over all columns keeps it from.
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
    /// Room for the differences from the reference of what leaves and what enters, and for one over the count.
    let leaving: UnsafeMutableBufferPointer<Double>
    let entering: UnsafeMutableBufferPointer<Double>
    let part: UnsafeMutableBufferPointer<Double>
    let scores: UnsafeMutableBufferPointer<Double>

    /// Lets finite values into windows that are full and stand at the same slot.
    func enterEvenly() {
        let start = slots[0] * series + first
        let row = UnsafeMutableBufferPointer(rebasing: past[start..<start + values.count])
        for index in 0..<values.count {
            leaving[index] = row[index] - reference[index]
            entering[index] = values[index] - reference[index]
        }
        let whole = 1 / Double(window)
        for index in 0..<values.count { row[index] = values[index] }
        for index in 0..<values.count { part[index] = whole }
    }

    /// Lets values into windows wherever they stand; an absent value enters as nothing and nothing leaves for it.
    func enterUnevenly() {
        for index in 0..<values.count {
            let cell = slots[index] * series + first + index
            let (value, number) = (values[index], accepted[index])
            let isPresent = value.magnitude < .infinity
            entering[index] = isPresent ? value - reference[index] : 0
            leaving[index] = isPresent && number >= window ? past[cell] - reference[index] : 0
            let counted = number + (isPresent && rule.includesCurrent ? 1 : 0)
            part[index] = 1 / Double(Swift.min(counted, window))
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
            let moved = sum[index] + (entering[index] - leaving[index])
            let turned =
                square[index] + (entering[index] * entering[index] - leaving[index] * leaving[index])
            sum[index] = moved
            square[index] = turned
            staleness |= RollingMoments.staleness(
                sum: moved, square: turned, part: part[index], leaving: leaving[index])
        }
        return staleness
    }

    /// Scores what entered; `isFull` says that every window was full before.
    func score(isFull: Bool) {
        let rule = rule
        for index in 0..<values.count {
            let score = rule.score(
                entering[index], mean: sum[index] * part[index], meanSquare: square[index] * part[index])
            scores[index] = values[index].magnitude < .infinity ? score : .nan
        }
        if isFull { return }
        // A warm-up is known by its larger part.
        let most = 1 / Double(rule.minimum)
        for index in 0..<values.count where part[index] > most && values[index].magnitude < .infinity {
            scores[index] = rule.warmUp == .raw ? rule.clipped(values[index]) : .nan
        }
    }
}
