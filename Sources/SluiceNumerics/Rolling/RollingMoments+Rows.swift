internal import CColumns

extension RollingMoments {
    /// Takes rows of values, one of each series, which are finite, and tells the sums after each row.
    ///
    /// All windows are full and write one slot next; see `commonCount`. `leaving` has room for a row. It gives what
    /// `push` gives, to the bit.
    mutating func push(
        rows: Int, _ values: UnsafePointer<Double>, sums: UnsafeMutablePointer<Double>,
        squares: UnsafeMutablePointer<Double>, leaving: UnsafeMutablePointer<Double>
    ) {
        let (series, window, part) = (series, window, 1 / Double(window))
        var (row, count) = (0, accepted[0])
        while row < rows {
            let most = Swift.min(rows - row, valuesUntilDue(after: count))
            let place = row * series
            var done: Int64 = 0
            withMoments(slot: count % window, part, leaving) { moments in
                ccolumns_push(
                    &moments, Int64(most), values + place, sums + place, squares + place, &done)
            }
            row += Int(done)
            count += Int(done)
            let (last, due) = ((row - 1) * series, due(after: count))
            for index in 0..<series {
                let staleness = Self.staleness(
                    sum: sum[index], square: square[index], part: part, leaving: leaving[index])
                guard staleness != 0 || due.contains(index) else { continue }
                (reference[index], sum[index], square[index]) = taken(index)
                (sums[last + index], squares[last + index]) = (sum[index], square[index])
            }
        }
        setCounts(count, 0..<series)
    }

    /// The sums of one series, taken anew from its full window.
    private func taken(_ index: Int) -> (reference: Double, sum: Double, square: Double) {
        values.withUnsafeBufferPointer {
            Self.taken($0.baseAddress.unsafelyUnwrapped + index, step: series, count: window)
        }
    }

    /// Lends all series as they are now.
    private mutating func withMoments(
        slot: Int, _ part: Double, _ leaving: UnsafeMutablePointer<Double>,
        _ body: (inout ccolumns_moments) -> Void
    ) {
        let (series, window) = (Int64(series), Int64(window))
        values.withUnsafeMutableBufferPointer { values in
            reference.withUnsafeMutableBufferPointer { reference in
                sum.withUnsafeMutableBufferPointer { sum in
                    square.withUnsafeMutableBufferPointer { square in
                        var moments = ccolumns_moments(
                            values: values.baseAddress.unsafelyUnwrapped,
                            reference: reference.baseAddress.unsafelyUnwrapped,
                            sum: sum.baseAddress.unsafelyUnwrapped,
                            square: square.baseAddress.unsafelyUnwrapped, leaving: leaving, series: series,
                            window: window, slot: Int64(slot), part: part, tolerance: Self.tolerance)
                        body(&moments)
                    }
                }
            }
        }
    }
}
