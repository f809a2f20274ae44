extension CovarianceTracker {
    /// Everything the tracker remembers, bit for bit: n^2 x 5 / 2 numbers, and the window's returns.
    public var state: [Double] {
        var state = [Double(bars)]
        state.reserveCapacity(stateCount)
        for row in 0..<count {
            state += UnsafeBufferPointer(start: products.row(row), count: row + 1)
            state += UnsafeBufferPointer(start: missed.row(row), count: count)
            state += UnsafeBufferPointer(start: missedSums.row(row), count: count)
        }
        for column in [counts, sums] { state += UnsafeBufferPointer(start: column, count: count) }
        state += UnsafeBufferPointer(start: ring, count: capacity * count)
        return state
    }

    /// How many numbers `state` has.
    public var stateCount: Int {
        1 + count * (count + 1) / 2 + 2 * count * count + 2 * count + capacity * count
    }

    /// Takes what another tracker of the same form remembered; false, and nothing taken, when it is not of that form.
    public func restore(_ state: [Double]) -> Bool {
        guard state.count == stateCount, let bars = Int(exactly: state[0]), bars >= 0 else { return false }
        self.bars = bars
        state.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            var next = start + 1
            func take(_ place: UnsafeMutablePointer<Double>, _ count: Int) {
                place.update(from: next, count: count)
                next += count
            }
            for row in 0..<count {
                take(products.row(row), row + 1)
                take(missed.row(row), count)
                take(missedSums.row(row), count)
            }
            take(counts, count)
            take(sums, count)
            take(ring, capacity * count)
        }
        return true
    }
}
