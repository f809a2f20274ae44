import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct ZooBlenderTests {
    @Test func `costs may silence a model`() throws {
        let ic = "ic: { one: 0.1, default: 0.05 }, lambda: 100"
        let bare = try trained(ZooBlender.self, "{ \(ic) }", skills: [0, 0])
        #expect(isClose(bare[0], 2.0 / 3, 1e-3))
        let costly = "{ \(ic), cost_share: { two: 0.2, default: 0 } }"
        #expect(try trained(ZooBlender.self, costly, skills: [0, 0]) == [1, 0])
        let waived = "{ \(ic), cost_share: { two: 0.2, default: 0 }, cost_penalty: 0 }"
        #expect(try isClose(trained(ZooBlender.self, waived, skills: [0, 0])[0], 2.0 / 3, 1e-3))
        let none = "{ ic: -0.1 }"
        #expect(try trained(ZooBlender.self, none, skills: [0, 0]) == [0.5, 0.5])
    }

    @Test func `a temperature is a power, or one over it`() throws {
        func ratio(_ yaml: String) throws -> Double {
            let got = try trained(
                ZooBlender.self, "{ ic: { one: 0.1, default: 0.05 }, lambda: 100, \(yaml) }", skills: [0, 0])
            return got[0] / got[1]
        }
        #expect(try isClose(ratio("temperature: 0.5"), 2.0.squareRoot(), 0.01))
        #expect(try isClose(ratio("temperature: 0.5, temperature_form: inverse"), 4, 0.03))
        #expect(try isClose(ratio("temperature: { 1m: 2, default: 1 }"), 4, 0.03))
    }

    @Test func `coefficients from outcomes`() throws {
        let got = try trained(ZooBlender.self, "{ ic_from: outcomes, history: 60 }", skills: [0.6, 0.2])
        #expect(got[0] > 0.65)
        #expect(
            try trained(ZooBlender.self, "{ ic_from: outcomes }", skills: [0.9, 0], cycles: 4) == [0.5, 0.5])
        let late = "{ ic_from: outcomes, start: 30, history: 60 }"
        #expect(try trained(ZooBlender.self, late, skills: [0.9, 0], cycles: 29) == [0.5, 0.5])
    }

    @Test func `age and capacity shrink an alpha`() throws {
        let aged = try BlenderCase(ZooBlender.self, "{ tau: 60s }", instruments: 2)
        try aged([[[5, 5]], [[5, 5]]], prices: [100, 100])
        let got = try aged([[[5, 5]], [[5, 5]]], prices: [100, .nan])[0]
        #expect(isClose(got[0], 5) && isClose(got[1], 5 * 0.367_879_441, 1e-6))
        let sized = try BlenderCase(
            ZooBlender.self, "{ planned: 1000 USD, participation: 10% }", instruments: 3)
        sized.market.tradedValue[0] = 100_000
        sized.market.tradedValue[1] = 5_000
        let shrunk = try sized([[[4, 4, 4]], [[4, 4, 4]]])[0]
        #expect(shrunk[0] == 4 && shrunk[1] == 2 && shrunk[2].isNaN)
    }

    @Test(arguments: ["ic", "cost_share"])
    func `a member that does not exist is refused`(setting: String) {
        #expect(throws: UnknownMember.self) {
            try BlenderCase(ZooBlender.self, "{ \(setting): { three: 0.1, default: 0.05 } }")
        }
    }

    @Test func `settings that contradict each other are refused`() {
        #expect(ZooSettings.issues("{ start: 60 }").count == 1)
        #expect(ZooSettings.issues("{ temperature: 0, temperature_form: inverse }").count == 1)
        // Outcomes of a horizon that is no whole number of cycles are never seen.
        let odd = StageContext.test(horizons: ["5m"], every: .minutes(2))
        #expect(ZooBlender.issues("{ ic_from: outcomes }", in: odd).count == 1)
        #expect(ZooBlender.issues("", in: odd).isEmpty)
    }
}
