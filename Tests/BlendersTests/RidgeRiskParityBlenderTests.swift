import Glibc
import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct RidgeRiskParityBlenderTests {
    private func sum(_ weights: [Double]) -> Double { weights.reduce(0, +) }

    @Test func `members without a history count alike`() throws {
        let blending = try Blending("", members: ["one", "two"], horizons: ["60m"], instruments: 2)
        #expect(try blending([[[4, 2]], [[8, -2]]]) == [[6, 0]])
    }

    @Test func `strengths decide between members that do not correlate`() throws {
        let got = try weights("{ ic: { one: 0.1, default: 0.05 }, ridge_lambda: 100 }")
        #expect(isClose(got[0], 2.0 / 3, 1e-3) && isClose(sum(got), 1))
    }

    @Test func `a member that repeats another is worth less, the more so the smaller lambda`() throws {
        // With correlation r and strengths 2 and 1 the weights go as 2 (1 + lambda) - r to (1 + lambda) - 2 r.
        let members = "ic: { one: 0.1, default: 0.05 }"
        let small = try weights("{ \(members), ridge_lambda: 0.15 }", correlation: 0.6)
        let large = try weights("{ \(members), ridge_lambda: 10 }", correlation: 0.6)
        #expect(small[0] > large[0] && large[0] > 2.0 / 3)
        let r = 0.36
        #expect(isClose(small[0] / small[1], (2 * 1.15 - r) / (1.15 - 2 * r), 0.15))
    }

    @Test func `a weight below 0 becomes 0, and so does one below the least`() throws {
        let got = try weights("{ ic: { one: 0.1, default: 0.01 }, ridge_lambda: 0.05 }", correlation: 0.95)
        #expect(got == [1, 0])
        // Alone each strength is its raw weight over 1 + lambda: 0.05 and 0.025.
        let members = "ic: { one: 0.1, default: 0.05 }, ridge_lambda: 1"
        #expect(try weights("{ \(members) }")[1] > 0.3)
        #expect(try weights("{ \(members), min_weight: 0.035 }") == [1, 0])
    }

    @Test func `a coefficient has a floor, and pays for its costs`() throws {
        func ratio(_ yaml: String) throws -> Double {
            let got = try weights("{ ridge_lambda: 100, \(yaml) }")
            return got[0] / got[1]
        }
        #expect(try isClose(ratio("ic: { two: -0.5, default: 0.05 }"), 5, 0.01))
        #expect(try isClose(ratio("ic: { two: -0.5, default: 0.05 }, min_ic: 0.025"), 2, 0.01))
        // 0.05 less 0.5 x 0.02 leaves 0.04; less 1 x 0.02 leaves 0.03.
        #expect(try isClose(ratio("cost_share: { two: 0.02, default: 0 }"), 1.25, 0.01))
        let penalty = "cost_share: { two: 0.02, default: 0 }, cost_penalty: 1"
        #expect(try isClose(ratio(penalty), 5.0 / 3, 0.01))
    }

    @Test(arguments: [
        ("5m", 0.75), ("10m", 0.85), ("15m", 0.9), ("30m", 1), ("60m", 1), ("1d", 1),
    ])
    func `short horizons are flattened by default`(horizon: String, power: Double) throws {
        let got = try weights("{ ic: { one: 0.1, default: 0.05 }, ridge_lambda: 100 }", horizon: horizon)
        #expect(isClose(got[0] / got[1], pow(2, power), 1e-2))
    }

    @Test func `a temperature is a power, or one over it`() throws {
        func ratio(_ yaml: String) throws -> Double {
            let got = try weights("{ ic: { one: 0.1, default: 0.05 }, ridge_lambda: 100, \(yaml) }")
            return got[0] / got[1]
        }
        #expect(try isClose(ratio("temperature: 0.5"), 2.0.squareRoot(), 0.01))
        #expect(try isClose(ratio("temperature: 0.5, temperature_form: inverse"), 4, 0.03))
        #expect(try isClose(ratio("temperature: { 60m: 2, default: 1 }"), 4, 0.03))
        #expect(try isClose(ratio("temperature: 0"), 1))
    }

    @Test func `the history ends after its length`() throws {
        // Two members say the same for a while and then the opposite.
        func ratio(_ history: Int) throws -> Double {
            let blending = try Blending(
                "{ ic: { one: 0.1, default: 0.05 }, history: \(history) }", members: ["one", "two"],
                horizons: ["60m"], instruments: 3)
            var dice = Dice(seed: 2)
            for cycle in 0..<60 {
                let values = (0..<3).map { _ in dice.normal() }
                _ = try blending([[values], [values.map { cycle < 30 ? $0 : -$0 }]])
            }
            let got = try blending([[[1, 0, .nan]], [[0, 1, .nan]]])[0]
            return got[0] / got[1]
        }
        // Opposites need each other: the weights come near to one another.
        #expect(try ratio(20) < 1.1)
        #expect(try ratio(60) > 1.5)
    }

    @Test func `a newcomer has its share, or none, until it has a history`() throws {
        func last(_ yaml: String, seen: Int) throws -> Double {
            let blending = try Blending(yaml, members: ["old", "new"], horizons: ["60m"], instruments: 5)
            var dice = Dice(seed: 8)
            for cycle in 0..<20 {
                let values = (0..<5).map { _ in dice.normal() }
                let others = (0..<5).map { _ in cycle >= 20 - seen ? dice.normal() : .nan }
                _ = try blending([[values], [others]])
            }
            return try blending([[[0, 1, 2, 3, 4]], [[1, 1, 2, 3, 4]]])[0][0]
        }
        let ic = "ic: { new: 0.01, default: 0.1 }"
        #expect(try isClose(last("{ \(ic) }", seen: 1), 0.5))
        #expect(try isClose(last("{ \(ic), newcomers: ignored }", seen: 1), 0))
        #expect(try last("{ \(ic) }", seen: 8) < 0.3)
        #expect(try isClose(last("{ \(ic), start: 12 }", seen: 8), 0.5))
        #expect(try last("{ \(ic), start: 12 }", seen: 15) < 0.3)
    }

    @Test(arguments: ["per_horizon", "per_instrument"])
    func `absent members leave their weight to the others`(sharing: String) throws {
        let blending = try Blending(
            "weights: \(sharing)", members: ["one", "two"], horizons: ["5m", "60m"], instruments: 4)
        let got = try blending([
            [[4, .nan, .nan, 1], [.nan, .nan, .nan, .nan]],
            [[2, 8, .nan, .infinity], [.nan, .nan, .nan, .nan]],
        ])
        #expect(got[0][0] == 3 && got[0][1] == 8 && got[0][2].isNaN && got[0][3] == 1)
        #expect(got[1].allSatisfy { $0.isNaN })
    }

    @Test func `an instrument can have weights of its own`() throws {
        func ratios(_ sharing: String) throws -> [Double] {
            let blending = try Blending(
                "{ ic: { one: 0.1, default: 0.05 }, weights: \(sharing) }", members: ["one", "two"],
                horizons: ["60m"], instruments: 2)
            var dice = Dice(seed: 4)
            for _ in 0..<50 {
                let values = [dice.normal(), dice.normal()]
                // The members agree on the first instrument and contradict each other on the second.
                _ = try blending([[values], [[values[0], -values[1]]]])
            }
            return try blending([[[1, 1]], [[0, 0]]])[0]
        }
        let shared = try ratios("per_horizon")
        let own = try ratios("per_instrument")
        #expect(isClose(shared[0], shared[1]) && isClose(shared[0], 2.0 / 3, 0.1))
        #expect(own[0] > 0.95 && own[1] < 0.6)
    }

    @Test func `a learner's weights multiply the coefficients`() throws {
        let even = try weights("ridge_lambda: 100", learned: [0.5, 0.5])
        #expect(isClose(even[0], try weights("ridge_lambda: 100")[0]))
        let got = try weights("ridge_lambda: 100", learned: [0.8, 0.2])
        #expect(isClose(got[0] / got[1], 4, 0.03))
        #expect(throws: WeightMismatch.self) { try weights("", learned: [1]) }
    }

    @Test func `a setting for a member that does not exist is refused when the stage is built`() {
        for yaml in ["ic: { tree: 0.1, default: 0 }", "cost_share: { tree: 0.1, default: 0 }"] {
            #expect(throws: UnknownMember.self) { try weights(yaml) }
        }
    }

    @Test func `settings that contradict each other are refused`() {
        #expect(RidgeRiskParitySettings.issues("{ history: 10, start: 11 }").count == 1)
        #expect(RidgeRiskParitySettings.issues("{ temperature: 0, temperature_form: inverse }").count == 1)
        #expect(RidgeRiskParitySettings.issues("{ temperature: 0 }").isEmpty)
        #expect(RidgeRiskParitySettings.issues("{ temperature: -1 }").count == 1)
        #expect(RidgeRiskParitySettings.issues("{ ic: { one: 2, default: 0 } }").count == 1)
    }
}
