import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Weights of members as a fit leaves them.
enum DrawnWeights {
    /// The file of a fit that ended before the run begins.
    static func text(of members: [String], _ draw: inout Draw) -> String {
        let weights = ["30m", "2h"].compactMap(Horizon.init(parsing:)).map { horizon in
            let parts = members.map { _ in Double(draw.number(1...9)) }
            let sum = parts.reduce(0, +)
            return FittedBlend.Weights(
                horizon: horizon, rows: 400, purge: 3, embargo: 1, folds: [],
                values: Dictionary(uniqueKeysWithValues: zip(members, parts.map { $0 / sum })))
        }
        let from = ManualClock.start - .days(60)
        return FittedBlend(
            inputs: .members, every: .minutes(30), from: from, until: from + .days(30), isStandardised: true,
            alpha: 0.01, members: members.map { .init(name: $0, trainedUntil: nil) }, weights: weights
        ).json.text(indented: true)
    }
}
