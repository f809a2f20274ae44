/// The sample's standard deviation of a column's last values, from two parts that are only ever added to.
///
/// Blocks as in `MeanKernel`; a part is its mean and its sum of squared differences from that. Values are added after
/// Welford 1962, parts joined after Chan, Golub, LeVeque 1979. Nothing cancels, and values that are all equal have a
/// deviation of exactly 0.
final class DeviationKernel: FeatureKernel {
    private let history: HistoryKernel
    private let bars: Int
    private let output: UnsafeMutablePointer<Double>
    // One divided by 1, 2, ... values.
    private let parts: [Double]

    // For each series: the means of the last 0, 1, ... values of the block before and that of the present block, then
    // the sums of squares of both.
    init(
        _ taken: TakenSeries, _ history: HistoryKernel, _ bars: Int, into output: UnsafeMutablePointer<Double>
    ) {
        (self.history, self.bars, self.output) = (history, bars, output)
        parts = (0...bars).map { 1 / Double(Swift.max($0, 1)) }
        super.init(taken, numbers: 2 * (bars + 1), limits: [bars])
        for index in 0..<taken.series { places[index] = index % bars }
    }

    override func update() {
        let size = bars + 1
        for index in taken.indices {
            let value = history.source[index]
            guard value.magnitude < .infinity else { continue }
            let first = index * 2 * size
            let place = places[index] + 1
            var mean = numbers[first + bars]
            var squares = numbers[first + size + bars]
            Self.add(value, &mean, &squares, parts[place])
            numbers[first + bars] = mean
            numbers[first + size + bars] = squares
            let before = bars - place
            let distance = mean - numbers[first + before]
            // Without a part before there is nothing to join.
            let between = before == 0 ? 0 : distance * distance * Double(before * place) * parts[bars]
            let sum = numbers[first + size + before] + squares + between
            output[index] =
                history.count(index) >= bars ? (sum / Double(bars - 1)).squareRoot() : .nan
            if place == bars { close(index, first) } else { places[index] = place }
        }
    }

    @inline(__always)
    private static func add(_ value: Double, _ mean: inout Double, _ squares: inout Double, _ part: Double) {
        let difference = value - mean
        mean += difference * part
        squares += difference * (value - mean)
    }

    private func close(_ index: Int, _ first: Int) {
        let size = bars + 1
        var (mean, squares) = (0.0, 0.0)
        for ago in 0..<Swift.min(bars - 1, history.count(index)) {
            Self.add(history.value(index, ago: ago), &mean, &squares, parts[ago + 1])
            numbers[first + ago + 1] = mean
            numbers[first + size + ago + 1] = squares
        }
        numbers[first + bars] = 0
        numbers[first + size + bars] = 0
        places[index] = 0
    }
}
