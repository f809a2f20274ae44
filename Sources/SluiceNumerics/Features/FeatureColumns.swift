/// Numbers by column and series: inputs, what is between, and features.
final class FeatureColumns {
    let series: Int
    private let base: UnsafeMutablePointer<Double>
    private let count: Int

    init(columns: Int, series: Int) {
        self.series = series
        count = columns * series
        base = .allocate(capacity: Swift.max(count, 1))
        base.initialize(repeating: .nan, count: Swift.max(count, 1))
    }

    deinit { base.deallocate() }

    subscript(_ column: Int) -> UnsafeMutablePointer<Double> {
        assert(column >= 0 && (column + 1) * series <= count, "a column is one of the bank's")
        return base + column * series
    }

    var numbers: UnsafeMutableBufferPointer<Double> { UnsafeMutableBufferPointer(start: base, count: count) }
}

/// Which series of a group have something new to take in this cycle, and which could not be used.
final class TakenSeries {
    private let base: UnsafeMutablePointer<Int>
    /// 0 where what came last could be used, else NaN.
    let validity: UnsafeMutablePointer<Double>
    let series: Int
    private(set) var count = 0

    init(series: Int) {
        self.series = series
        base = .allocate(capacity: Swift.max(series, 1))
        base.initialize(repeating: 0, count: Swift.max(series, 1))
        validity = .allocate(capacity: Swift.max(series, 1))
        validity.initialize(repeating: .nan, count: Swift.max(series, 1))
    }

    deinit {
        base.deallocate()
        validity.deallocate()
    }

    /// The numbers of the series that are taken.
    var indices: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: base, count: count) }

    func clear() { count = 0 }

    @inline(__always)
    func note(_ index: Int, isUsable: Bool) {
        validity[index] = isUsable ? 0 : .nan
        guard isUsable else { return }
        base[count] = index
        count += 1
    }
}
