import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What divides an account among positions by their covariances alone.
protocol AllocationRule {
    /// Writes the weights, which are not below zero and sum to 1; false when the covariance allows none.
    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool
}

/// Gives decided instruments the weights of an allocation rule, each with the sign of its side.
///
/// The rule runs again only when the members, their sides or the estimate have changed, and starts from the weights
/// that it gave last.
final class RiskAllocation<Rule: AllocationRule> {
    private let rule: Rule
    private let model: RiskModel
    /// The weights of the last allocation by instrument, without sign; NaN for who took no part.
    private let last: ColumnSet
    private let weights: UnsafeMutableBufferPointer<Double>

    init(_ rule: Rule, _ settings: CovarianceSettings, axes: Axes) throws {
        self.rule = rule
        model = try RiskModel(settings, axes: axes)
        last = ColumnSet(columns: 1, rows: axes.instruments.count)
        weights = .allocate(capacity: max(axes.instruments.count, 1))
        weights.initialize(repeating: .nan)
    }

    deinit { weights.deallocate() }

    /// Sets the wish of every instrument with a decision: a signed share, or NaN with a cause.
    func wish(_ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame) {
        model.observe(market)
        model.gather(decisions.side)
        if !model.isUnchanged { solve() }
        for index in 0..<targets.count where decisions.side[index] != 0 {
            let weight = last[0][index]
            if weight.isFinite {
                targets.weight[index] = decisions.side[index] < 0 ? -weight : weight
            } else {
                let isKnown = model.isKnown(index)
                targets.keep(index, isKnown ? RiskModel.covarianceSingular : RiskModel.covarianceUnknown)
            }
        }
    }

    private func solve() {
        for member in 0..<model.count { weights[member] = last[0][model.instrument(member)] }
        last[0].fill(.nan)
        let part = UnsafeMutableBufferPointer(rebasing: weights[..<model.count])
        var span = part.mutableSpan
        guard model.count > 0, rule.allocate(model.matrix, &span) else { return }
        for member in 0..<model.count { last[0][model.instrument(member)] = weights[member] }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(last)
        model.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        let kept = ColumnSet(columns: 1, rows: last.rows)
        try memory.read(into: kept)
        try model.recall(from: &memory)
        last.copy(kept)
    }
}
