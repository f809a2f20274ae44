import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets only the best decisions of a cycle through: enough score, a low cost for their alpha, and the first in rank.
///
/// A score below `min_score` blocks, a cost above `max_cost_ratio` of |alpha| too; of what is left the `top_k` with the
/// highest scores pass, of equal ones the earlier in the universe. What is unknown blocks.
final class PrefilterGate: Gate {
    static let unknown = Reason("score_unknown")
    static let lowScore = Reason("score_low", unit: .basisPoints)
    static let costly = Reason("cost_ratio_high", unit: .percent)
    static let outranked = Reason("outranked", unit: .number)

    static let manifest = Manifest(
        "prefilter",
        "Lets only the best decisions of a cycle through.",
        reasons: [unknown, lowScore, costly, outranked]
    )

    struct Settings: PluginSettings {
        @Setting(in: 1...100_000, help: "How many decisions pass.")
        var topK = 20
        @Setting(in: 0...10_000, help: "Least score that passes.")
        var minScore: BasisPoints = 2
        @Setting(in: 0...1_000, help: "Highest cost that passes, as a part of the expected return.")
        var maxCostRatio: Percent = 70
    }

    private var ranking: RankedIndices
    private let topK: Int
    private let minScore: Double
    private let maxRatio: Double

    init(settings: Settings, context: StageContext) {
        ranking = RankedIndices(capacity: context.axes.instruments.count)
        (topK, minScore) = (settings.topK, settings.minScore.value)
        maxRatio = settings.maxCostRatio.value
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        ranking.clear()
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let score = decisions.score[index]
            let ratio = decisions.cost[index] / decisions.alpha[index].magnitude * 100
            if !score.isFinite || ratio.isNaN {
                decisions.block(index, Self.unknown)
            } else if fallsShort(score, of: minScore) {
                decisions.block(index, Self.lowScore, observed: score, limit: minScore)
            } else if exceeds(ratio, maxRatio) {
                decisions.block(index, Self.costly, observed: ratio, limit: maxRatio)
            } else {
                ranking.add(index)
            }
        }
        guard ranking.count > topK else { return }
        ranking.sort(by: decisions.score.base)
        for place in topK..<ranking.count {
            decisions.block(
                ranking[place], Self.outranked, observed: Double(place + 1), limit: Double(topK))
        }
    }
}
