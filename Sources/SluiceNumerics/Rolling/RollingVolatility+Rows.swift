internal import CColumns

extension RollingVolatility {
    /// Takes rows of closes, one of each series, and writes the volatility as of each.
    ///
    /// Where `present` is not 1 there is no close, and what the row before says is written again, ahead of the first row
    /// `last`. It gives what single closes give, to the bit.
    public mutating func push(
        rows: Int, _ closes: UnsafePointer<Double>, present: UnsafePointer<Double>,
        last: UnsafePointer<Double>,
        into volatilities: UnsafeMutablePointer<Double>
    ) {
        guard rows * series >= RowBlock.many else {
            return pushEach(rows, closes, present, last: last, into: volatilities)
        }
        let most = RowBlock.rows(of: series)
        var row = 0
        while row < rows {
            let (count, place) = (Swift.min(rows - row, most), row * series)
            if !pushWhole(count, closes + place, present + place, into: volatilities + place) {
                pushEach(
                    count, closes + place, present + place,
                    last: row > 0 ? UnsafePointer(volatilities + place - series) : last,
                    into: volatilities + place)
            }
            row += count
        }
    }

    /// Takes rows one series after the other.
    private mutating func pushEach(
        _ rows: Int, _ closes: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        last: UnsafePointer<Double>, into volatilities: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<series {
            push(
                closes + index, present: present + index, count: rows, step: series, series: index,
                last: last[index], into: volatilities + index)
        }
    }

    /// Takes rows in which nothing is absent, where all windows are full; false, and nothing changed, for others.
    private mutating func pushWhole(
        _ rows: Int, _ closes: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        into volatilities: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (series, count) = (series, rows * series)
        guard returns.commonCount(0..<series) != nil else { return false }
        let sample = 1 / Double(returns.window - 1)
        let room = RowBlock.reserve(4, of: series, in: &scratch)
        return scratch.withUnsafeMutableBufferPointer { scratch in
            let values = scratch.baseAddress.unsafelyUnwrapped
            let (sums, squares, leaving) = (values + room, values + 2 * room, values + 3 * room)
            var isWhole: Int64 = 0
            ccolumns_returns(
                closes, present, self.closes, Int64(series), Int64(rows), values, &isWhole)
            guard isWhole == 1 else { return false }
            returns.push(rows: rows, values, sums: sums, squares: squares, leaving: leaving)
            ccolumns_deviations(
                Int64(count), sums, squares, 1 / Double(returns.window), sample, volatilities)
            for index in 0..<series { self.closes[index] = closes[count - series + index] }
            return true
        }
    }
}
