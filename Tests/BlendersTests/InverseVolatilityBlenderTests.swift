import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct InverseVolatilityBlenderTests {
    @Test func `errors decide, or the size of forecasts`() throws {
        // Errors of skill s are sqrt(2 - 2 s) x 10: 8.94 and 12.65.
        let errors = try trained(InverseVolatilityBlender.self, "", skills: [0.6, 0.2])
        #expect(isClose(errors[0] / errors[1], 2.0.squareRoot(), 0.05))
        let sizes = try trained(
            InverseVolatilityBlender.self, "{ of: forecast }", skills: [0.5, 0.5], sizes: [1, 3])
        #expect(isClose(sizes[0] / sizes[1], 3, 0.2))
        let early = try trained(InverseVolatilityBlender.self, "", skills: [0.9, 0], cycles: 20)
        #expect(early == [0.5, 0.5])
        let started = try trained(
            InverseVolatilityBlender.self, "{ start: 5 }", skills: [0.9, 0], cycles: 20)
        #expect(started[0] > 0.6)
    }

    @Test func `a mean square is forgotten after its history`() throws {
        func ratio(_ history: Int) throws -> Double {
            let blending = try BlenderCase(
                InverseVolatilityBlender.self, "{ of: forecast, start: 5, history: \(history) }",
                instruments: 20)
            var market = Foresight(seed: 5, instruments: 20)
            for cycle in 0..<60 { try blending(market.next([0, 0], sizes: [cycle < 40 ? 10 : 1, 1])) }
            let got = try blending.weights()
            return got[0] / got[1]
        }
        #expect(try ratio(10) > 0.8)
        #expect(try ratio(60) < 0.3)
    }

    @Test func `settings that contradict each other are refused`() {
        #expect(InverseVolatilityBlender.Settings.issues("{ start: 200 }").count == 1)
        // Outcomes of a horizon that is no whole number of cycles are never seen.
        let odd = StageContext.test(horizons: ["5m"], every: .minutes(2))
        #expect(InverseVolatilityBlender.issues("", in: odd).count == 1)
        #expect(InverseVolatilityBlender.issues("{ of: forecast }", in: odd).isEmpty)
    }
}
