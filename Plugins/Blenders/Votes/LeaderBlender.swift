import SluiceKit

/// Lets members vote, and follows the surest of the weighty ones.
///
/// The vote with the largest weight x confidence wins; agreement of the others makes it surer. See `Ballot` and
/// `VoteCount` for what a vote is and what becomes of it.
final class LeaderBlender: Blender {
    static let manifest = Manifest(
        "leader",
        "Lets members vote, and follows the surest of the weighty ones.",
        source: """
            argmax over members of weight x confidence; confidence x (0.7 + 0.3 x share of members who agree), \
            or where all agree their weighted mean x 1.2, at most 0.95; alpha = that x weighted mean forecast of \
            those who agree. The third ancestor's confidence leader.
            """
    )

    typealias Settings = VoteSettings

    private let count: VoteCount

    init(settings: Settings, context: StageContext) throws {
        count = try VoteCount(settings, axes: context.axes)
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try count.write(forecasts, weights, byLeader: true, into: alphas)
    }
}
