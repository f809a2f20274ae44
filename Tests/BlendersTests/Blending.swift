import SluiceKit
import SluiceTestKit

@testable import Blenders

/// Forecasts by member, horizon and instrument; NaN where a member says nothing.
typealias Forecasts = [[[Double]]]

/// A blender with the frames it is called with.
struct Blending {
    let blender: RidgeRiskParityBlender
    let frame: ForecastFrame
    let alphas: AlphaFrame
    let members: [String]

    init(_ yaml: String, members: [String], horizons: [String], instruments: Int) throws {
        self.members = members
        let names = (0..<instruments).map { "S\($0)" }
        blender = try .test(yaml, in: .test(instruments: names, horizons: horizons, members: members))
        frame = ForecastFrame(
            instruments: instruments, horizons: horizons.count, members: members.count)
        alphas = AlphaFrame(instruments: instruments, horizons: horizons.count)
    }

    /// The alphas of a cycle, by horizon and instrument.
    func callAsFunction(_ forecasts: Forecasts, learned: [Double]? = nil) throws -> [[Double]] {
        for (member, horizons) in forecasts.enumerated() {
            for (horizon, values) in horizons.enumerated() {
                for (index, value) in values.enumerated() {
                    frame.column(member: member, horizon: horizon)[index] = value
                }
            }
        }
        let weights = learned.map { learned in
            let names = (0..<learned.count).map { $0 < members.count ? members[$0] : "other" }
            let weights = WeightFrame(choices: names.map { WeightChoice(member: $0) })
            for (index, weight) in learned.enumerated() { weights.values[index] = weight }
            return weights
        }
        // What an earlier cycle left behind must not show.
        alphas.values.fill(12_345)
        try blender.blend(.test(), frame, weights, into: alphas)
        return (0..<frame.horizons).map { horizon in
            (0..<frame.instruments).map { alphas.column(horizon: horizon)[$0] }
        }
    }
}

/// The weights that a blender of two members gives after some cycles over one horizon of 60 minutes.
///
/// They are read off its alphas: one instrument is forecast 1 by the first member and 0 by the second, and another the
/// other way round, in a last cycle that the history does not care about.
func weights(
    _ yaml: String, members: [String] = ["one", "two"], horizon: String = "60m", cycles: Int = 60,
    correlation: Double = 0, learned: [Double]? = nil
) throws -> [Double] {
    let count = members.count
    let blending = try Blending(yaml, members: members, horizons: [horizon], instruments: 40)
    var dice = Dice(seed: 23)
    for _ in 0..<cycles {
        let common = (0..<40).map { _ in dice.normal() }
        let forecasts = members.indices.map { _ in
            [common.map { correlation * $0 + (1 - correlation * correlation).squareRoot() * dice.normal() }]
        }
        _ = try blending(forecasts, learned: learned)
    }
    var probe = members.indices.map { _ in [Array(repeating: Double.nan, count: 40)] }
    for member in 0..<count {
        for instrument in 0..<count { probe[member][0][instrument] = member == instrument ? 1 : 0 }
    }
    return Array(try blending(probe, learned: learned)[0][..<count])
}

/// Whether two numbers are the same to a billionth, both absent counting as the same.
func isClose(_ one: Double, _ other: Double, _ tolerance: Double = 1e-9) -> Bool {
    if one.isNaN || other.isNaN { return one.isNaN && other.isNaN }
    return (one - other).magnitude <= tolerance * max(1, other.magnitude)
}
