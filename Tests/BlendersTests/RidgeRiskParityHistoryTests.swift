import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

/// Every cycle's alphas against the definition, on seeded forecasts with gaps.
@Suite struct RidgeRiskParityHistoryTests {
    private static let members = ["one", "two", "three"]
    private static let minutes = [5.0, 60.0]

    /// Forecasts by cycle, member, horizon and instrument; instruments differ in size, and members correlate.
    private func seeded(cycles: Int) -> [Forecasts] {
        var dice = Dice(seed: 31)
        return (0..<cycles).map { cycle in
            let common = (0..<4).map { _ in dice.normal() }
            return (0..<3).map { member in
                (0..<2).map { horizon in
                    (0..<4).map { index in
                        let size = Double(1 + 5 * index) * Self.minutes[horizon].squareRoot()
                        let value = size * (0.6 * common[index] + dice.normal())
                        // The third member comes late, and now and then nobody says anything.
                        let isMissing = dice.uniform() < 0.1 || cycle % 17 == 5 || (member == 2 && cycle < 12)
                        return isMissing ? .nan : value
                    }
                }
            }
        }
    }

    /// The definition's scales: one over the root of an exponential mean square, by cycle, member and instrument.
    private func scales(_ past: [Forecasts], history: Int) -> [[[Double]]] {
        var squares = (0..<3).map { _ in (0..<4).map { _ in Double.nan } }
        return past.map { cycle in
            for member in 0..<3 {
                for index in 0..<4 {
                    let shares = (0..<2).map { horizon in
                        cycle[member][horizon][index] * cycle[member][horizon][index] / Self.minutes[horizon]
                    }.filter { !$0.isNaN }
                    guard !shares.isEmpty else { continue }
                    let mean = shares.reduce(0, +) / Double(shares.count)
                    let before = squares[member][index]
                    squares[member][index] =
                        before.isNaN ? mean : before + 2 / Double(history + 1) * (mean - before)
                }
            }
            return squares.map { $0.map { 1 / $0.squareRoot() } }
        }
    }

    @Test(arguments: ["per_horizon", "per_instrument"], ["scores", "returns"])
    func `each cycle gives what all of them at once give`(sharing: String, correlated: String) throws {
        let blending = try Blending(
            """
            { weights: \(sharing), correlation_of: \(correlated), history: 20, ridge_lambda: 0.3,
              ic: { two: 0.08, default: 0.05 }, temperature: { 5m: 0.5, default: 1 } }
            """,
            members: Self.members, horizons: ["5m", "60m"], instruments: 4)
        let past = seeded(cycles: 90)
        let scales = correlated == "scores" ? scales(past, history: 20) : nil
        var known = 0
        for cycle in past.indices {
            let got = try blending(past[cycle])
            for horizon in 0..<2 {
                let definition = BlendByDefinition(
                    lambda: 0.3, temperature: horizon == 0 ? 0.5 : 1, coefficients: [0.05, 0.08, 0.05],
                    groups: sharing == "per_horizon" ? [[0, 1, 2, 3]] : [[0], [1], [2], [3]],
                    scales: scales.map { Array($0[...cycle]) })
                let want = definition.alphas(past[...cycle].map { $0.map { $0[horizon] } })
                for index in 0..<4 {
                    #expect(isClose(got[horizon][index], want[index]), "cycle \(cycle)")
                    known += want[index].isNaN ? 0 : 1
                }
            }
        }
        #expect(known > 600)
    }

    @Test func `scores keep the wildest instrument from deciding alone`() throws {
        func firstWeight(_ correlated: String) throws -> Double {
            let blending = try Blending(
                "{ ic: { one: 0.08, default: 0.05 }, correlation_of: \(correlated) }",
                members: Self.members, horizons: ["60m"], instruments: 20)
            var dice = Dice(seed: 41)
            for _ in 0..<50 {
                // Two members say the same of the first instrument, which moves a hundred times as much.
                let (one, two) = ((0..<20).map { _ in dice.normal() }, (0..<20).map { _ in dice.normal() })
                let third = (0..<20).map { _ in dice.normal() }
                _ = try blending([
                    [one.enumerated().map { $0 == 0 ? 100 * $1 : $1 }],
                    [two.enumerated().map { $0 == 0 ? 100 * one[0] : $1 }], [third],
                ])
            }
            let probe = try blending([
                [[.nan] + Array(repeating: 1, count: 19)], [Array(repeating: 0, count: 20)],
                [Array(repeating: 0, count: 20)],
            ])
            return probe[0][1]
        }
        // By scores the first two hardly correlate; by returns they are one and the same.
        #expect(try isClose(firstWeight("scores"), 0.08 / 0.18, 0.1))
        #expect(try firstWeight("returns") > 0.55)
    }
}
