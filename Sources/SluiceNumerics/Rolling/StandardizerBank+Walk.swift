extension StandardizerBank {
    /// Takes a value of each of some neighbouring series, no more than the scratch has room for.
    mutating func walk(
        _ values: UnsafeBufferPointer<Double>, first: Int, into scores: UnsafeMutableBufferPointer<Double>
    ) {
        let run = first..<first + values.count
        let isEven = isEven(values, run)
        if !isEven { admitFirst(values, run) }
        let staleness = withStretch(values, run, scores) { stretch in
            if isEven { stretch.enterEvenly() } else { stretch.enterUnevenly() }
            if !stretch.rule.includesCurrent { stretch.score(isFull: isEven) }
            return stretch.settle()
        }
        if isEven { advance(run) }
        if staleness != 0 { retakeStale(values, run) }
        if rule.includesCurrent {
            _ = withStretch(values, run, scores) { stretch in
                stretch.score(isFull: isEven)
                return 0
            }
        }
        retakeDue(values, run, isEven: isEven)
    }

    /// Moves every series of a run on to the next slot.
    private mutating func advance(_ run: Range<Int>) {
        let slot = moments.slots[run.lowerBound] + 1
        let next = slot == moments.window ? 0 : slot
        for index in run { moments.accepted[index] &+= 1 }
        for index in run { moments.slots[index] = next }
    }

    /// Takes the sums anew of those series whose turn it is.
    private mutating func retakeDue(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>, isEven: Bool
    ) {
        if isEven {
            let due = moments.due(after: moments.accepted[run.lowerBound]).clamped(to: run)
            if !due.isEmpty { moments.retake(due, count: moments.window) }
            return
        }
        for offset in 0..<run.count where values[offset].magnitude < .infinity {
            let index = run.lowerBound + offset
            if moments.isDue(index) { moments.retake(index..<index + 1, count: moments.window) }
        }
    }

    /// Whether every value is finite and every series of the run is full and stands at the same slot.
    private func isEven(_ values: UnsafeBufferPointer<Double>, _ run: Range<Int>) -> Bool {
        guard run.count > 1, moments.accepted[run.lowerBound] >= moments.window else { return false }
        var absent = 0
        for index in 0..<values.count { absent |= values[index].magnitude < .infinity ? 0 : 1 }
        if absent != 0 { return false }
        return moments.accepted.withUnsafeBufferPointer { accepted in
            let counts = UnsafeBufferPointer(rebasing: accepted[run])
            var differing = 0
            for index in 0..<counts.count { differing |= counts[index] ^ counts[0] }
            return differing == 0
        }
    }

    /// Makes the first value of a series its reference.
    private mutating func admitFirst(_ values: UnsafeBufferPointer<Double>, _ run: Range<Int>) {
        for offset in 0..<run.count where values[offset].magnitude < .infinity {
            let index = run.lowerBound + offset
            if moments.accepted[index] == 0 { moments.reference[index] = values[offset] }
        }
    }

    private mutating func retakeStale(_ values: UnsafeBufferPointer<Double>, _ run: Range<Int>) {
        for offset in 0..<run.count where values[offset].magnitude < .infinity {
            let index = run.lowerBound + offset
            let staleness = RollingMoments.staleness(
                sum: moments.sum[index], square: moments.square[index], part: scratch.part[offset],
                leaving: scratch.leaving[offset])
            guard staleness != 0 else { continue }
            moments.retake(index..<index + 1, count: moments.count(index))
            // A value that is part of its own past is scored against the new reference.
            scratch.entering[offset] = values[offset] - moments.reference[index]
        }
    }

    private mutating func withStretch(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>,
        _ scores: UnsafeMutableBufferPointer<Double>,
        _ body: (StandardizerStretch) -> Int
    ) -> Int {
        let (rule, series, window) = (rule, moments.series, moments.window)
        return moments.values.withUnsafeMutableBufferPointer { past in
            moments.slots.withUnsafeMutableBufferPointer { slots in
                moments.accepted.withUnsafeMutableBufferPointer { accepted in
                    moments.reference.withUnsafeBufferPointer { reference in
                        moments.sum.withUnsafeMutableBufferPointer { sum in
                            moments.square.withUnsafeMutableBufferPointer { square in
                                scratch.lend { leaving, entering, part in
                                    let stretch = StandardizerStretch(
                                        rule: rule, first: run.lowerBound, series: series, window: window,
                                        values: values, past: past, slots: .init(rebasing: slots[run]),
                                        accepted: .init(rebasing: accepted[run]),
                                        reference: .init(rebasing: reference[run]),
                                        sum: .init(rebasing: sum[run]), square: .init(rebasing: square[run]),
                                        leaving: leaving, entering: entering, part: part, scores: scores)
                                    return body(stretch)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Room for what is worked out about a few hundred series at a time: what they touch stays in the first cache.
struct StandardizerScratch: Sendable {
    static let room = 256
    var leaving = [Double](repeating: 0, count: room)
    var entering = [Double](repeating: 0, count: room)
    var part = [Double](repeating: 0, count: room)

    mutating func lend(
        _ body: (
            UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>,
            UnsafeMutableBufferPointer<Double>
        ) -> Int
    ) -> Int {
        leaving.withUnsafeMutableBufferPointer { leaving in
            entering.withUnsafeMutableBufferPointer { entering in
                part.withUnsafeMutableBufferPointer { part in body(leaving, entering, part) }
            }
        }
    }
}
