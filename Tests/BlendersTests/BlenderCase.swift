import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Blenders

/// Any blender with the frames it is called with, minute after minute of a market that never closes.
final class BlenderCase {
    let blender: any Blender
    let frame: ForecastFrame
    let alphas: AlphaFrame
    let market: MarketFrame
    let members: [String]
    private(set) var now = ManualClock.start

    init<B: Blender>(
        _ type: B.Type, _ yaml: String = "", members: [String] = ["one", "two"], horizons: [String] = ["1m"],
        instruments: Int = 1, files: MemoryFiles = [:]
    ) throws {
        self.members = members
        let names = (0..<instruments).map { "S\($0)" }
        blender = try B.test(
            yaml,
            in: .test(
                instruments: names, horizons: horizons, members: members, calendar: .alwaysOpen, files: files)
        )
        frame = ForecastFrame(instruments: instruments, horizons: horizons.count, members: members.count)
        alphas = AlphaFrame(instruments: instruments, horizons: horizons.count)
        market = MarketFrame(count: instruments, barMinutes: 1)
    }

    /// The alphas of the next minute, by horizon and instrument; `prices` are the fresh bars, NaN for none.
    @discardableResult
    func callAsFunction(
        _ forecasts: Forecasts, prices: [Double]? = nil, learned: [Double]? = nil, minutes: Int = 1
    ) throws -> [[Double]] {
        now = now + .minutes(minutes)
        market.fresh.fill(0)
        for (index, price) in (prices ?? []).enumerated() where !price.isNaN {
            market.set(index, MarketBar(price), at: now)
        }
        for (member, horizons) in forecasts.enumerated() {
            for (horizon, values) in horizons.enumerated() {
                for (index, value) in values.enumerated() {
                    frame.column(member: member, horizon: horizon)[index] = value
                }
            }
        }
        let weights = learned.map { learned in
            let weights = WeightFrame(choices: members.map { WeightChoice(member: $0) })
            for (index, weight) in learned.enumerated() { weights.values[index] = weight }
            return weights
        }
        alphas.values.fill(12_345)
        let cycle = Cycle.test(now: now, calendar: .alwaysOpen)
        try blender.blend(cycle, frame, weights, market, into: alphas)
        return (0..<frame.horizons).map { horizon in
            (0..<frame.instruments).map { alphas.column(horizon: horizon)[$0] }
        }
    }

    /// The weights of the members at the first horizon, read off alphas of forecasts of 1 by one of them and 0 by others.
    func weights(prices: [Double]? = nil, learned: [Double]? = nil) throws -> [Double] {
        let probe = members.indices.map { member in
            (0..<frame.horizons).map { _ in
                (0..<frame.instruments).map { $0 >= members.count ? Double.nan : member == $0 ? 1 : 0 }
            }
        }
        return Array(try self(probe, prices: prices, learned: learned)[0][..<members.count])
    }
}

/// Forecasts of a horizon, and prices that follow them as far as each member knows.
struct Foresight {
    private var dice: Dice
    private(set) var prices: [Double]
    private var returns: [Double]

    init(seed: UInt64, instruments: Int) {
        dice = Dice(seed: seed)
        prices = Array(repeating: 100, count: instruments)
        returns = Array(repeating: 0, count: instruments)
    }

    /// Lets the returns of the minute before come true, and gives forecasts of the next: `skill` of each member's
    /// variance is the return that will be, in basis points.
    mutating func next(_ skills: [Double], sizes: [Double]? = nil) -> Forecasts {
        prices = zip(prices, returns).map { $0 * (1 + $1 / 10_000) }
        let coming = returns.map { _ in 10 * dice.normal() }
        returns = coming
        return skills.enumerated().map { member, skill in
            [
                coming.map { value in
                    let noise = 10 * dice.normal()
                    return (sizes?[member] ?? 1) * (skill * value + (1 - skill * skill).squareRoot() * noise)
                }
            ]
        }
    }
}

/// The weights of two members after some minutes of a market of which each knows a part.
func trained<B: Blender>(
    _ type: B.Type, _ yaml: String, skills: [Double], sizes: [Double]? = nil, cycles: Int = 60,
    seed: UInt64 = 31
) throws -> [Double] {
    let blending = try BlenderCase(type, yaml, instruments: 60)
    var market = Foresight(seed: seed, instruments: 60)
    for _ in 0..<cycles {
        let forecasts = market.next(skills, sizes: sizes)
        try blending(forecasts, prices: market.prices)
    }
    return try blending.weights()
}

/// The alpha that three members give who forecast one instrument.
func votes<B: Blender>(
    _ type: B.Type, _ yaml: String, _ forecasts: [Double], learned: [Double]? = nil
) throws -> Double {
    let blending = try BlenderCase(type, yaml, members: ["a", "b", "c"])
    return try blending(forecasts.map { [[$0]] }, learned: learned)[0][0]
}
