import Glibc
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct CrossHorizonBlenderTests {
    private let horizons = ["5m", "35m"]

    private func blending(_ yaml: String, files: MemoryFiles = [:]) throws -> BlenderCase {
        try BlenderCase(
            CrossHorizonBlender.self, yaml, horizons: horizons, instruments: 20, files: files)
    }

    /// The share of the other horizon in the alphas of the first, after a history without correlation.
    private func share(_ yaml: String, common: Double = 0) throws -> Double {
        let blending = try blending("{ scale: none, history: 200, \(yaml) }")
        var dice = Dice(seed: 4)
        for _ in 0..<200 {
            let shared = (0..<20).map { _ in dice.normal() }
            let members = (0..<2).map { _ in
                (0..<2).map { _ in shared.map { common * $0 + (1 - common) * dice.normal() } }
            }
            try blending(members)
        }
        let ones = [Array(repeating: 0.0, count: 20), Array(repeating: 1.0, count: 20)]
        return try blending([ones, ones])[0][0]
    }

    @Test(arguments: [
        ("exponential", 1.0 / 3), ("linear", 0.75 / 1.75), ("inverse", 1.0 / 32), ("step", 0.5),
        ("none", 0.5),
    ])
    func `distance takes weight`(decay: String, share: Double) throws {
        #expect(try isClose(self.share("lambda: 100, decay: \(decay)"), share, 0.01))
    }

    @Test func `information, its floor and the least weight`() throws {
        let plain = "lambda: 100, decay: none"
        #expect(try isClose(share("\(plain), ic: { 35m: 0.1, default: 0.05 }"), 2.0 / 3, 0.01))
        #expect(try isClose(share("\(plain), ic: { 35m: -1, default: 0.05 }, min_ic: 0.05"), 0.5, 0.01))
        #expect(try share("\(plain), ic: { 35m: -1, default: 0.2 }") == 0)
        #expect(try share("\(plain), ic: { 35m: -1, default: 0.2 }, min_weight: 0") > 0)
        #expect(try share("lambda: 0.05, decay: none, ic: { 35m: 0.02, default: 0.1 }", common: 0.9) == 0)
    }

    @Test func `before a history a horizon speaks for itself`() throws {
        let blending = try blending("{ start: 3 }")
        let values = [Array(repeating: 4.0, count: 20), Array(repeating: 9.0, count: 20)]
        #expect(try blending([values, values]).map { $0[0] } == [4, 9])
    }

    @Test(arguments: [("root", 7.0.squareRoot()), ("linear", 7), ("none", 1)])
    func `forecasts are brought to the horizon traded`(scale: String, factor: Double) throws {
        let blending = try blending("{ scale: \(scale), target: 35m }")
        let values = [Array(repeating: 1.0, count: 20), Array(repeating: .nan, count: 20)]
        for _ in 0..<10 { try blending([values, values]) }
        let got = try blending([values, values])
        #expect(got[0].allSatisfy { $0.isNaN } && isClose(got[1][0], factor))
    }

    @Test func `a disagreement as large as ever leaves nothing`() throws {
        let blending = try blending("{ agreement: scales, agreement_history: 40, decay: none, scale: none }")
        func forecasts(_ other: Double) -> Forecasts {
            let values = [Array(repeating: 4.0, count: 20), Array(repeating: other, count: 20)]
            return [values, values]
        }
        for cycle in 0..<30 { try blending(forecasts(4 + Double(cycle % 5))) }
        #expect(try isClose(blending(forecasts(4))[0][0], 4))
        #expect(try blending(forecasts(40))[0][0] < 0.5)
    }

    @Test func `stacked coefficients and intercept`() throws {
        let weights = ["5m", "35m"].map {
            FittedBlend.Weights(
                horizon: .test($0), rows: 9, purge: 0, embargo: 0, folds: [], intercept: 0.5,
                values: ["5m": 2, "35m": -1])
        }
        let fit = OOFRidgeBlenderTests.fit(weights, inputs: .horizons)
        let files = MemoryFiles(bytes: ["w.json": Array(fit.json.text().utf8)])
        let blending = try blending("{ mode: stacked, file: w.json, scale: none }", files: files)
        let got = try blending(
            [[[3], [4]], [[3], [.nan]]].map { $0.map { Array(repeating: $0[0], count: 20) } })
        #expect(got[0][0] == 2.5 && got[1][0] == 2.5)
        let gone = Array(repeating: Double.nan, count: 20)
        let absent = try blending([[gone, gone], [gone, gone]])
        #expect(absent[0][0].isNaN)
        #expect(throws: FittedBlendError.self) {
            try BlenderCase(
                CrossHorizonBlender.self, "{ mode: stacked, file: w.json }", horizons: ["1m"], files: files)
        }
    }

    @Test func `what contradicts itself is refused`() {
        #expect(CrossHorizonSettings.issues("{ mode: stacked }").count == 1)
        #expect(CrossHorizonSettings.issues("{ start: 60 }").count == 1)
        let context = StageContext.test(horizons: ["5m"])
        #expect(CrossHorizonBlender.issues("{ target: 10m }", in: context).count == 1)
    }
}
