extension RollingMoments {
    // How many times the rest a leaving square, or the squared mean, may be before the sums are taken anew.
    static let tolerance = 64.0

    /// Not 0 when so much has cancelled in the sums of a series that they have to be taken anew.
    ///
    /// `part` is one divided by the number of values. Both comparisons are always made: a branch would keep the
    /// compiler from taking several series at a time.
    @inline(__always)
    static func staleness(sum: Double, square: Double, part: Double, leaving: Double) -> Int {
        let dwarfs = leaving * leaving > tolerance * square
        let strays = (tolerance + 1) * (sum * sum) * part > tolerance * square
        return (dwarfs ? 1 : 0) | (strays ? 1 : 0)
    }

    /// The same, given the number of values.
    @inline(__always)
    static func staleness(sum: Double, square: Double, count: Double, leaving: Double) -> Int {
        let dwarfs = leaving * leaving > tolerance * square
        let strays = (tolerance + 1) * (sum * sum) > tolerance * square * count
        return (dwarfs ? 1 : 0) | (strays ? 1 : 0)
    }

    /// How many values after one retake of the sums the next is due: a power of two, eight windows or more.
    static func period(window: Int) -> Int { 1 << (Int.bitWidth - (8 * window - 1).leadingZeroBitCount) }

    /// The series, neighbours, whose sums are due to be taken anew once they have accepted so many values.
    func due(after accepted: Int) -> Range<Int> {
        let phase = (accepted - 1) & (period - 1)
        let shift = period.trailingZeroBitCount
        return (phase * series + period - 1) >> shift..<((phase + 1) * series + period - 1) >> shift
    }

    /// How many values more of every series make the sums of one due, once they have accepted so many.
    func valuesUntilDue(after accepted: Int) -> Int {
        let phase = accepted & (period - 1)
        let next = (phase * series + period - 1) >> period.trailingZeroBitCount
        return (next < series ? next * period / series : period) - phase + 1
    }

    /// Whether the sums of a series are due now.
    func isDue(_ index: Int) -> Bool {
        accepted[index] > window && due(after: accepted[index]).contains(index)
    }

    /// Takes the sums of neighbouring series that hold equally many values from their windows, around their means.
    mutating func retake(_ run: Range<Int>, count: Int) {
        for index in run {
            reference[index] = values[index]
            sum[index] = 0
        }
        values.withUnsafeBufferPointer { values in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.room) { near in
                reference.withUnsafeMutableBufferPointer { reference in
                    sum.withUnsafeMutableBufferPointer { sum in
                        square.withUnsafeMutableBufferPointer { square in
                            let window = UnsafeBufferPointer(rebasing: values[..<(count * series)])
                            Self.add(window, run, of: series, near, reference: .init(reference), to: sum)
                            for index in run {
                                reference[index] += sum[index] / Double(count)
                                sum[index] = 0
                                square[index] = 0
                            }
                            for slot in 0..<count {
                                let row = slot * series
                                for index in run {
                                    let difference = values[row + index] - reference[index]
                                    sum[index] += difference
                                    square[index] += difference * difference
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Takes the sums of some series from their windows, as `retake` does for neighbours; they are numbered from `first`.
    mutating func retake(each places: UnsafeBufferPointer<Int16>, after first: Int) {
        let (series, window) = (series, window)
        values.withUnsafeBufferPointer { values in
            for place in places {
                let index = first + Int(place)
                let taken = Self.taken(
                    values.baseAddress.unsafelyUnwrapped + index, step: series,
                    count: Swift.min(accepted[index], window))
                (reference[index], sum[index], square[index]) = (taken.reference, taken.sum, taken.square)
            }
        }
    }

    /// The sums of one series, whose values lie at equal distances, around its mean.
    static func taken(
        _ values: UnsafePointer<Double>, step: Int, count: Int
    ) -> (reference: Double, sum: Double, square: Double) {
        var (about, cell) = (0.0, 0)
        for _ in 0..<count {
            about += values[cell] - values[0]
            cell &+= step
        }
        let centre = values[0] + about / Double(count)
        var (total, squares) = (0.0, 0.0)
        cell = 0
        for _ in 0..<count {
            let difference = values[cell] - centre
            total += difference
            squares += difference * difference
            cell &+= step
        }
        return (centre, total, squares)
    }

    // Room for what this many neighbouring series hold in this many slots; it lies on the stack, so that a copy of the
    // moments shares nothing that the first retake would have to copy.
    private static let width = 16
    private static let slots = 8
    static let room = 128

    /// Adds up the differences of neighbouring series from their references, slot after slot.
    ///
    /// Each slot lies far from the one before. What some of them hold is first fetched side by side, which lets the
    /// processor wait for all of them at once.
    private static func add(
        _ window: UnsafeBufferPointer<Double>, _ run: Range<Int>, of series: Int,
        _ near: UnsafeMutableBufferPointer<Double>, reference: UnsafeBufferPointer<Double>,
        to sum: UnsafeMutableBufferPointer<Double>
    ) {
        let count = window.count / series
        var first = run.lowerBound
        while first < run.upperBound {
            let part = first..<Swift.min(first + width, run.upperBound)
            var start = 0
            while start < count {
                let here = Swift.min(slots, count - start)
                for place in 0..<here {
                    let row = (start + place) * series
                    for index in part { near[place * width + index - first] = window[row + index] }
                }
                for place in 0..<here {
                    for index in part { sum[index] += near[place * width + index - first] - reference[index] }
                }
                start += here
            }
            first = part.upperBound
        }
    }
}
