/// The exponential average of a column.
final class AverageKernel: FeatureKernel {
    private let source: UnsafeMutablePointer<Double>
    private let output: UnsafeMutablePointer<Double>
    private var averages: ExponentialAverage

    init(
        _ taken: TakenSeries, _ source: UnsafeMutablePointer<Double>, _ rule: FeatureAverage,
        into output: UnsafeMutablePointer<Double>
    ) throws(InvalidParameter) {
        (self.source, self.output) = (source, output)
        switch rule {
        case .span(let span): averages = try ExponentialAverage(series: taken.series, span: Double(span))
        case .wilder(let period): averages = try ExponentialAverage(series: taken.series, wilder: period)
        }
        super.init(taken)
    }

    override func update() {
        for index in taken.indices { output[index] = averages.push(source[index], series: index) }
    }

    override var stateCount: Int { averages.stateCount }
    override var state: [Double] { averages.state }

    override func accepts(_ state: ArraySlice<Double>) -> Bool {
        var copy = averages
        return copy.restore(Array(state))
    }

    override func restore(_ state: ArraySlice<Double>) { _ = averages.restore(Array(state)) }
}
