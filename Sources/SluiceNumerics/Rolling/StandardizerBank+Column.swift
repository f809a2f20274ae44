extension StandardizerBank {
    /// Takes the next value of each of a run of neighbouring series, and writes their scores.
    ///
    /// `values` and `scores` are indexed from the first series of the run and equally long. Gives the same bits as
    /// pushing one after the other; where all windows are full and nothing is absent it does so several times faster.
    public mutating func push(
        _ values: Span<Double>, firstSeries first: Int, into scores: inout MutableSpan<Double>
    ) {
        precondition(values.count == scores.count && first >= 0 && first + values.count <= series)
        guard isInStep(values, first: first) else {
            for index in values.indices {
                scores[index] = push(values[index], series: first + index)
            }
            return
        }
        values.withUnsafeBufferPointer { values in
            scores.withUnsafeMutableBufferPointer { scores in
                pushInStep(values, first: first, into: scores)
            }
        }
    }

    /// Whether every value is finite and every series of the run is full and stands at the same slot.
    private func isInStep(_ values: Span<Double>, first: Int) -> Bool {
        guard values.count > 1, moments.accepted[first] >= moments.window else { return false }
        return moments.accepted.withUnsafeBufferPointer { accepted in
            values.withUnsafeBufferPointer { values in
                let number = accepted[first]
                var differing = 0
                // Zero times a value is NaN exactly if the value is not finite.
                var trace = 0.0
                for index in 0..<values.count {
                    differing |= accepted[first + index] ^ number
                    trace += 0 * values[index]
                }
                return differing == 0 && trace == 0
            }
        }
    }

    /// How many series are walked before their sums are looked after: what they touch stays in the first cache.
    static let stretch = 256

    private mutating func pushInStep(
        _ values: UnsafeBufferPointer<Double>, first: Int, into scores: UnsafeMutableBufferPointer<Double>
    ) {
        let slot = moments.accepted[first] % moments.window
        var start = 0
        while start < values.count {
            let part = start..<Swift.min(start + Self.stretch, values.count)
            let isStale = walk(
                UnsafeBufferPointer(rebasing: values[part]), first: first + start, slot: slot,
                into: UnsafeMutableBufferPointer(rebasing: scores[part]))
            let run = (first + part.lowerBound)..<(first + part.upperBound)
            for index in run { moments.accepted[index] += 1 }
            let holdsTurn =
                moments.turn(of: run.lowerBound) <= slot && slot <= moments.turn(of: run.upperBound - 1)
            if isStale || holdsTurn {
                for index in run { moments.settle(index, leaving: leavings[index - run.lowerBound]) }
            }
            start = part.upperBound
        }
    }

    /// Moves the windows of a stretch on by one value; true when the sums of a series have to be taken anew.
    ///
    /// Nothing in the loop depends on another series or branches, so that the compiler takes several at a time.
    private mutating func walk(
        _ values: UnsafeBufferPointer<Double>, first: Int, slot: Int,
        into scores: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        let row = slot * moments.series + first
        let (rule, part, full) = (rule, 1 / Double(moments.window), Double(moments.window))
        var stale = 0
        moments.values.withUnsafeMutableBufferPointer { past in
            moments.reference.withUnsafeBufferPointer { reference in
                moments.sum.withUnsafeMutableBufferPointer { sums in
                    moments.square.withUnsafeMutableBufferPointer { squares in
                        leavings.withUnsafeMutableBufferPointer { leavings in
                            for index in 0..<values.count {
                                let cell = first + index
                                let entering = values[index] - reference[cell]
                                let leaving = past[row + index] - reference[cell]
                                let sum = sums[cell] + (entering - leaving)
                                let square = squares[cell] + (entering * entering - leaving * leaving)
                                scores[index] = rule.score(
                                    entering,
                                    mean: (rule.includesCurrent ? sum : sums[cell]) * part,
                                    meanSquare: (rule.includesCurrent ? square : squares[cell]) * part)
                                sums[cell] = sum
                                squares[cell] = square
                                past[row + index] = values[index]
                                leavings[index] = leaving
                                stale |=
                                    RollingMoments.isStale(
                                        sum: sum, square: square, count: full, leaving: leaving) ? 1 : 0
                            }
                        }
                    }
                }
            }
        }
        return stale != 0
    }
}
