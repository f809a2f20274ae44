/// Remembers the last values of a column; kernels that look back read it.
///
/// A value that is not finite is passed over.
final class HistoryKernel: FeatureKernel {
    let depth: Int
    let source: UnsafeMutablePointer<Double>

    init(_ taken: TakenSeries, _ source: UnsafeMutablePointer<Double>, depth: Int) {
        (self.source, self.depth) = (source, depth)
        // The slot that is written next, and how many values are held.
        super.init(taken, numbers: depth, limits: [depth, depth + 1])
    }

    override func update() {
        let series = taken.series
        for index in taken.indices {
            let value = source[index]
            guard value.magnitude < .infinity else { continue }
            let slot = places[index]
            numbers[index * depth + slot] = value
            places[index] = slot + 1 == depth ? 0 : slot + 1
            places[series + index] = Swift.min(places[series + index] + 1, depth)
        }
    }

    /// How many values are remembered.
    @inline(__always)
    func count(_ index: Int) -> Int { places[taken.series + index] }

    /// The value so many ago, 0 being the latest.
    @inline(__always)
    func value(_ index: Int, ago: Int) -> Double {
        let slot = places[index] - 1 - ago
        return numbers[index * depth + (slot < 0 ? slot + depth : slot)]
    }
}

/// Gives the value of some bars ago; NaN while there is none.
final class LagKernel: FeatureKernel {
    private let history: HistoryKernel
    private let bars: Int
    private let output: UnsafeMutablePointer<Double>

    init(
        _ taken: TakenSeries, _ history: HistoryKernel, _ bars: Int, into output: UnsafeMutablePointer<Double>
    ) {
        (self.history, self.bars, self.output) = (history, bars, output)
        super.init(taken)
    }

    override func update() {
        for index in taken.indices {
            output[index] = history.count(index) > bars ? history.value(index, ago: bars) : .nan
        }
    }
}
