/// A formula of other columns, series by series.
///
/// All series are worked out, also those that nothing new has come for: their terms are as they were, and so is what
/// follows from them.
final class FormulaKernel: FeatureKernel {
    private let formula: FeatureFormula
    private let terms: [UnsafeMutablePointer<Double>]
    private let output: UnsafeMutablePointer<Double>

    init(
        _ taken: TakenSeries, _ formula: FeatureFormula, _ terms: [UnsafeMutablePointer<Double>],
        into output: UnsafeMutablePointer<Double>
    ) {
        precondition(terms.count == formula.terms, "a formula has all its terms")
        (self.formula, self.terms, self.output) = (formula, terms, output)
        super.init(taken)
    }

    override func update() {
        switch formula {
        case .excess: two { $0 / $1 - 1 }
        case .ratio: two { $0 / $1 }
        case .difference: two { $0 - $1 }
        case .product: two { $0 * $1 }
        case .root: one { $0.squareRoot() }
        case .rise(let first): two { FeatureFormula.rise($0, $1, first) }
        case .fall(let first): two { FeatureFormula.rise(-$0, -$1, first) }
        case .strength: two { RelativeStrength.value(gain: $0, loss: $1, flat: 50) }
        case .trueRange(let first): three { FeatureFormula.trueRange($0, $1, $2, first) }
        case .plusMovement: four { FeatureFormula.movement(up: $0 - $1, down: $3 - $2) }
        case .minusMovement: four { FeatureFormula.movement(up: $3 - $2, down: $0 - $1) }
        case .share: two { FeatureFormula.share($0, of: $1) }
        case .directionIndex: three { $2.isNaN ? .nan : FeatureFormula.directionIndex($0, $1) }
        case .relativeRange: three { ($0 - $1) / $2 }
        case .bandPosition: three { FeatureFormula.bandPosition($0, $1, $2) }
        case .bandWidth: two { 4 * $1 / $0 }
        case .variance(let estimator):
            four { estimator.variance(open: $0, high: $1, low: $2, close: $3) }
        case .spread: two { QuoteMath.spreadBps(bid: $0, ask: $1) }
        case .imbalance: two { BookMath.imbalance(bidSize: $0, askSize: $1) }
        case .lean: four { FeatureFormula.lean($0, $1, $2, $3) }
        case .orderFlow: flow()
        }
    }

    @inline(__always)
    private func one(_ rule: (Double) -> Double) {
        let a = terms[0]
        for index in 0..<taken.series { output[index] = rule(a[index]) }
    }

    @inline(__always)
    private func two(_ rule: (Double, Double) -> Double) {
        let (a, b) = (terms[0], terms[1])
        for index in 0..<taken.series { output[index] = rule(a[index], b[index]) }
    }

    @inline(__always)
    private func three(_ rule: (Double, Double, Double) -> Double) {
        let (a, b, c) = (terms[0], terms[1], terms[2])
        for index in 0..<taken.series { output[index] = rule(a[index], b[index], c[index]) }
    }

    @inline(__always)
    private func four(_ rule: (Double, Double, Double, Double) -> Double) {
        let (a, b, c, d) = (terms[0], terms[1], terms[2], terms[3])
        for index in 0..<taken.series { output[index] = rule(a[index], b[index], c[index], d[index]) }
    }

    private func flow() {
        for index in 0..<taken.series {
            output[index] = OrderFlowImbalance.step(from: touch(0, index), to: touch(4, index))
        }
    }

    @inline(__always)
    private func touch(_ first: Int, _ index: Int) -> OrderFlowImbalance.Touch {
        .init(
            bid: terms[first][index], ask: terms[first + 1][index], bidSize: terms[first + 2][index],
            askSize: terms[first + 3][index])
    }
}
