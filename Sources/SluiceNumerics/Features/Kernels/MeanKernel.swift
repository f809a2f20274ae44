/// The mean of a column's last values, as the sum of two parts that are only ever added to.
///
/// Time is cut into blocks as long as the window. A window is the end of the block before, whose sums from each value to
/// its end were taken when it was complete, and the beginning of the present one. Nothing is subtracted, so a sum is as
/// exact as one taken anew, and zero exactly when all values are. Blocks end at different bars in different series, so
/// that no bar has to take the sums of all.
/// Source: the two-stack form of sliding window aggregation, after van Herk 1992 and Gil, Werman 1993.
final class MeanKernel: FeatureKernel {
    private let history: HistoryKernel
    private let bars: Int
    private let output: UnsafeMutablePointer<Double>

    // For each series: the sum of the last 0, 1, ... values of the block before, then that of the present block.
    init(
        _ taken: TakenSeries, _ history: HistoryKernel, _ bars: Int, into output: UnsafeMutablePointer<Double>
    ) {
        (self.history, self.bars, self.output) = (history, bars, output)
        super.init(taken, numbers: bars + 1, limits: [bars])
        for index in 0..<taken.series { places[index] = index % bars }
    }

    override func update() {
        let part = 1 / Double(bars)
        let isExact = bars & (bars - 1) == 0
        for index in taken.indices {
            let value = history.source[index]
            guard value.magnitude < .infinity else { continue }
            let first = index * (bars + 1)
            let place = places[index] + 1
            let present = numbers[first + bars] + value
            numbers[first + bars] = present
            let sum = numbers[first + bars - place] + present
            let mean = isExact ? sum * part : sum / Double(bars)
            output[index] = history.count(index) >= bars ? mean : .nan
            if place == bars { close(index, first) } else { places[index] = place }
        }
    }

    /// Makes the present block the one before.
    private func close(_ index: Int, _ first: Int) {
        var sum = 0.0
        for ago in 0..<Swift.min(bars - 1, history.count(index)) {
            sum += history.value(index, ago: ago)
            numbers[first + ago + 1] = sum
        }
        numbers[first + bars] = 0
        places[index] = 0
    }
}
