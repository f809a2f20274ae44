extension StandardizerBank {
    /// Takes a finite value of each of some neighbouring series, all of which are full and have taken `count` values.
    mutating func walkTogether(
        _ values: UnsafeBufferPointer<Double>, first: Int, count: Int,
        into scores: UnsafeMutableBufferPointer<Double>
    ) {
        let slot = count % moments.window
        var start = 0
        while start < values.count {
            let part = start..<Swift.min(start + StandardizerScratch.room, values.count)
            walkEvenly(
                .init(rebasing: values[part]), first + start..<first + part.upperBound, slot: slot,
                into: .init(rebasing: scores[part]))
            start = part.upperBound
        }
        retakeDue(first..<first + values.count, after: count + 1)
    }

    /// Takes a value of each of some neighbouring series, no more than the scratch has room for.
    mutating func walk(
        _ values: UnsafeBufferPointer<Double>, first: Int, into scores: UnsafeMutableBufferPointer<Double>
    ) {
        let run = first..<first + values.count
        guard isEven(values, run) else { return walkUnevenly(values, run, into: scores) }
        walkEvenly(values, run, slot: moments.slots[run.lowerBound], into: scores)
        advance(run)
        retakeDue(run, after: moments.accepted[run.lowerBound])
    }

    /// Takes finite values into full windows that stand at the same slot, but does not move them on.
    private mutating func walkEvenly(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>, slot: Int,
        into scores: UnsafeMutableBufferPointer<Double>
    ) {
        let part = 1 / Double(moments.window)
        let includesCurrent = rule.includesCurrent
        if includesCurrent { scratch.setPart(part, count: run.count) }
        let staleness = withStretch(values, run, scores) { stretch in
            stretch.enterEvenly(slot: slot)
            return includesCurrent ? stretch.settle() : stretch.scoreAndSettle(part: part)
        }
        if staleness != 0 {
            scratch.setPart(part, count: run.count)
            retakeStale(values, run, scores)
        }
        if includesCurrent { score(values, run, isFull: true, into: scores) }
    }

    private mutating func walkUnevenly(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>,
        into scores: UnsafeMutableBufferPointer<Double>
    ) {
        admitFirst(values, run)
        let staleness = withStretch(values, run, scores) { stretch in
            stretch.enterUnevenly()
            if !stretch.rule.includesCurrent { stretch.score(isFull: false) }
            return stretch.settle()
        }
        if staleness != 0 { retakeStale(values, run, scores) }
        if rule.includesCurrent { score(values, run, isFull: false, into: scores) }
        for offset in 0..<run.count where values[offset].magnitude < .infinity {
            let index = run.lowerBound + offset
            if moments.isDue(index) { moments.retake(index..<index + 1, count: moments.window) }
        }
    }

    private mutating func score(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>, isFull: Bool,
        into scores: UnsafeMutableBufferPointer<Double>
    ) {
        _ = withStretch(values, run, scores) { stretch in
            stretch.score(isFull: isFull)
            return 0
        }
    }

    /// Moves every series of a run on to the next slot.
    private mutating func advance(_ run: Range<Int>) {
        let slot = moments.slots[run.lowerBound] + 1
        let next = slot == moments.window ? 0 : slot
        for index in run { moments.accepted[index] &+= 1 }
        for index in run { moments.slots[index] = next }
    }

    /// Takes the sums anew of those full series of a run whose turn it is after so many values.
    private mutating func retakeDue(_ run: Range<Int>, after count: Int) {
        let due = moments.due(after: count).clamped(to: run)
        if !due.isEmpty { moments.retake(due, count: moments.window) }
    }

    /// Whether every value is finite and every series of the run is full and stands at the same slot.
    private func isEven(_ values: UnsafeBufferPointer<Double>, _ run: Range<Int>) -> Bool {
        run.count > 1 && Self.areFinite(values) && moments.commonCount(run) != nil
    }

    static func areFinite(_ values: UnsafeBufferPointer<Double>) -> Bool {
        var absent = 0
        for index in 0..<values.count { absent |= values[index].magnitude < .infinity ? 0 : 1 }
        return absent == 0
    }

    /// Makes the first value of a series its reference.
    private mutating func admitFirst(_ values: UnsafeBufferPointer<Double>, _ run: Range<Int>) {
        for offset in 0..<run.count where values[offset].magnitude < .infinity {
            let index = run.lowerBound + offset
            if moments.accepted[index] == 0 { moments.reference[index] = values[offset] }
        }
    }

    private mutating func retakeStale(
        _ values: UnsafeBufferPointer<Double>, _ run: Range<Int>,
        _ scores: UnsafeMutableBufferPointer<Double>
    ) {
        // So small that it lies on the stack.
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: StandardizerScratch.room) { stale in
            let count = withStretch(values, run, scores) { $0.list(stale) }
            moments.retake(each: .init(rebasing: stale[..<count]), after: run.lowerBound)
            // A value that is part of its own past is scored against the new reference.
            for offset in stale[..<count].lazy.map(Int.init) {
                scratch.cells[StandardizerScratch.entering + offset] =
                    values[offset] - moments.reference[run.lowerBound + offset]
            }
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
                                scratch.cells.withUnsafeMutableBufferPointer { scratch in
                                    body(
                                        StandardizerStretch(
                                            rule: rule, first: run.lowerBound, series: series, window: window,
                                            values: values, past: past, slots: .init(rebasing: slots[run]),
                                            accepted: .init(rebasing: accepted[run]),
                                            reference: .init(rebasing: reference[run]),
                                            sum: .init(rebasing: sum[run]),
                                            square: .init(rebasing: square[run]), scratch: scratch,
                                            scores: scores))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
