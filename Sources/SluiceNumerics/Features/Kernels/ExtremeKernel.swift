/// The highest or lowest of a column's last values.
final class ExtremeKernel: FeatureKernel {
    private let source: UnsafeMutablePointer<Double>
    private let output: UnsafeMutablePointer<Double>
    private let minimum: Int
    private let isHighest: Bool
    private var extremes: WindowExtremes

    init(
        _ taken: TakenSeries, _ source: UnsafeMutablePointer<Double>, _ bars: Int, _ minimum: Int,
        isHighest: Bool, into output: UnsafeMutablePointer<Double>
    ) throws(InvalidParameter) {
        (self.source, self.output, self.minimum, self.isHighest) = (source, output, minimum, isHighest)
        extremes = try WindowExtremes(series: taken.series, window: bars)
        super.init(taken)
    }

    override func update() {
        for index in taken.indices {
            extremes.push(source[index], series: index)
            let value = isHighest ? extremes.highest(index) : extremes.lowest(index)
            output[index] = extremes.count(index) >= minimum ? value : .nan
        }
    }

    override var stateCount: Int { extremes.stateCount }
    override var state: [Double] { extremes.state }

    override func accepts(_ state: ArraySlice<Double>) -> Bool {
        var copy = extremes
        return copy.restore(Array(state))
    }

    override func restore(_ state: ArraySlice<Double>) { _ = extremes.restore(Array(state)) }
}
