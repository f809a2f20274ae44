import SluiceKit

/// Lets members vote, and takes what most of the weighted confidence is for.
///
/// The choice with the largest sum of weight x confidence wins, with its share of all as confidence; see `Ballot` and
/// `VoteCount` for what a vote is and what becomes of it.
final class MajorityBlender: Blender {
    static let manifest = Manifest(
        "majority",
        "Lets members vote, and takes what most of the weighted confidence is for.",
        source: """
            argmax over buy, sell, hold of sum(weight x confidence); alpha = share of that sum x weighted mean \
            forecast of its voters. The third ancestor's weighted majority.
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
        try count.write(forecasts, weights, byLeader: false, into: alphas)
    }
}
