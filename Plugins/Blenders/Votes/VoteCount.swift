import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets members vote on every instrument and horizon.
///
/// A forecast above `hold_within` is a vote to buy, below -`hold_within` to sell, else to hold. Its confidence is its size
/// over `full_confidence`, at most 1, and for a vote to hold that of how far it is from either side. The alpha is the
/// weighted mean forecast of those who voted for what won, times the confidence of the vote; 0 where holding won, and
/// absent where nobody voted.
struct VoteCount {
    private let table: WeightTable
    private let weights: [Double]
    private let holdWithin: Double
    private let full: Double

    init(_ settings: VoteSettings, axes: Axes) throws {
        try UnknownMember.refuse(
            [("weights", settings.weights.own.map(\.name))], members: axes.members)
        table = WeightTable(axes)
        weights = axes.members.map { settings.weights[$0] }
        (holdWithin, full) = (settings.holdWithin.value, settings.fullConfidence.value)
    }

    /// Writes every alpha by the majority, or by the leader.
    func write(
        _ forecasts: ForecastFrame, _ learned: WeightFrame?, byLeader: Bool, into alphas: AlphaFrame
    ) throws {
        try table.update(learned)
        for horizon in 0..<forecasts.horizons {
            let alpha = alphas.column(horizon: horizon)
            for index in 0..<alpha.count {
                alpha[index] = self.alpha(forecasts, horizon: horizon, index: index, byLeader: byLeader)
            }
        }
    }

    private func alpha(_ forecasts: ForecastFrame, horizon: Int, index: Int, byLeader: Bool) -> Double {
        let learned = table.factors(horizon: horizon)
        var ballot = Ballot()
        var weighed = 0.0
        for member in 0..<forecasts.members {
            let value = forecasts.column(member: member, horizon: horizon)[index]
            guard value.magnitude <= .greatestFiniteMagnitude else { continue }
            let weight = weights[member] * learned[member]
            ballot.add(choice(value), weight: weight, confidence: confidence(value))
            weighed += weight > 0 ? weight : 0
        }
        guard weighed > 0 else { return .nan }
        let outcome = byLeader ? ballot.leader : ballot.majority
        guard outcome.choice != .hold else { return 0 }
        var (sum, total) = (0.0, 0.0)
        for member in 0..<forecasts.members {
            let value = forecasts.column(member: member, horizon: horizon)[index]
            guard value.magnitude <= .greatestFiniteMagnitude, choice(value) == outcome.choice else {
                continue
            }
            let weight = weights[member] * learned[member]
            sum += weight > 0 ? weight * value : 0
            total += weight > 0 ? weight : 0
        }
        let mean = sum / total * outcome.confidence
        return total > 0 && mean.isFinite ? mean : .nan
    }

    private func choice(_ forecast: Double) -> Ballot.Choice {
        if forecast > holdWithin { return .buy }
        return forecast < -holdWithin ? .sell : .hold
    }

    private func confidence(_ forecast: Double) -> Double {
        let size = forecast.magnitude
        guard size <= holdWithin else { return min(size / full, 1) }
        return holdWithin > 0 ? 1 - size / holdWithin : 0
    }
}
