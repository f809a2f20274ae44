extension SeriesCorrelation {
    /// Where a pair's products lie for a run of series: pairs go row by row up to the diagonal.
    func product(_ member: Int, _ other: Int, _ run: Range<Int>) -> Range<Int> {
        let pair = member * (member + 1) / 2 + other
        return pair * series + run.lowerBound..<pair * series + run.upperBound
    }

    /// Where a member's cells lie for a run of series.
    func cells(_ member: Int, _ run: Range<Int>) -> Range<Int> {
        member * series + run.lowerBound..<member * series + run.upperBound
    }

    /// Takes a step of each series of a stretch.
    mutating func take(_ step: CorrelationStep, first: Int) {
        let run = first..<first + step.part.count
        let isEven = lookOver(step, run)
        var flags = 0
        for member in 0..<members {
            if isEven {
                exchange(step[member], member, run)
            } else {
                exchangeUnevenly(step[member], member, run)
            }
            flags |= enter(step[member], member, run)
        }
        for member in 0..<members {
            for other in 0...member { multiply(member, other, run) }
            flags |= staleness(member, run)
        }
        for offset in 0..<run.count where scratch.isStep[offset] {
            let index = run.lowerBound + offset
            slots[index] = slots[index] + 1 == window ? 0 : slots[index] + 1
            steps[index] += 1
            if flags != 0 && isStale(index, offset: offset) || isDue(index) { retake(index) }
        }
    }

    /// Notes in which series anybody is present; true when it is all of them and they stand at the same step.
    private mutating func lookOver(_ step: CorrelationStep, _ run: Range<Int>) -> Bool {
        var isEven = true
        for offset in 0..<run.count { scratch.isStep[offset] = false }
        for member in 0..<members {
            let values = step[member]
            for offset in 0..<run.count where values[offset].magnitude < .infinity {
                scratch.isStep[offset] = true
            }
        }
        for offset in 0..<run.count {
            let index = run.lowerBound + offset
            isEven = isEven && scratch.isStep[offset] && steps[index] == steps[run.lowerBound]
        }
        return isEven
    }

    /// Puts a member's values into the windows and notes what they replace, all at the same slot.
    private mutating func exchange(_ entering: UnsafeBufferPointer<Double>, _ member: Int, _ run: Range<Int>)
    {
        let row = (slots[run.lowerBound] * members + member) * series
        let past = row + run.lowerBound..<row + run.upperBound
        let old = CorrelationScratch.cells(member, run.count)
        values.lend(past) { past in
            scratch.old.lend(old) { old in Lanes.exchange(entering, with: past, noting: old) }
        }
    }

    private mutating func exchangeUnevenly(
        _ entering: UnsafeBufferPointer<Double>, _ member: Int, _ run: Range<Int>
    ) {
        for offset in 0..<run.count {
            let index = run.lowerBound + offset
            let cell = (slots[index] * members + member) * series + index
            let old = member * CorrelationScratch.room + offset
            scratch.old[old] = scratch.isStep[offset] ? values[cell] : .nan
            guard scratch.isStep[offset] else { continue }
            values[cell] = entering[offset].isFinite ? entering[offset] : .nan
        }
    }

    /// Counts a member's values in and out and adds up their differences; not 0 when a window has none left.
    private mutating func enter(
        _ values: UnsafeBufferPointer<Double>, _ member: Int, _ run: Range<Int>
    ) -> Int {
        let (cells, place) = (cells(member, run), CorrelationScratch.cells(member, run.count))
        return scratch.old.lend(place) { old in
            present.lend(cells) { present in
                references.lend(cells) { reference in
                    Lanes.begin(reference, present, values)
                    scratch.entering.lend(place) { Lanes.differ(values, from: reference, into: $0) }
                    scratch.leaving.lend(place) { Lanes.differ(.init(old), from: reference, into: $0) }
                }
                return Lanes.count(present, entering: values, leaving: old)
            }
        }
    }

    private mutating func multiply(_ member: Int, _ other: Int, _ run: Range<Int>) {
        let (one, two) = (
            CorrelationScratch.cells(member, run.count), CorrelationScratch.cells(other, run.count)
        )
        let (product, cells) = (product(member, other, run), cells(member, run))
        scratch.entering.withUnsafeBufferPointer { entering in
            scratch.leaving.withUnsafeBufferPointer { leaving in
                products.lend(product) {
                    Lanes.multiply($0, entering, leaving, one.lowerBound, two.lowerBound)
                }
                guard member == other else { return }
                sums.lend(cells) { Lanes.add($0, entering, leaving, one.lowerBound) }
            }
        }
    }

    private mutating func staleness(_ member: Int, _ run: Range<Int>) -> Int {
        let (cells, product) = (cells(member, run), product(member, member, run))
        return sums.lend(cells) { sums in
            products.lend(product) { squares in
                present.lend(cells) { present in
                    scratch.leaving.lend(CorrelationScratch.cells(member, run.count)) { leaving in
                        Lanes.staleness(sums, squares, present, leaving)
                    }
                }
            }
        }
    }
}
