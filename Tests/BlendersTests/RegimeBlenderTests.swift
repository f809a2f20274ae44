import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct RegimeBlenderTests {
    private static let kinds = "types: { two: mean_reversion, default: trend }"

    /// The weights of a follower and a fader after bars that go up, or to and fro.
    private func weights(_ yaml: String, rising: Bool, cycles: Int = 80) throws -> [Double] {
        let blending = try BlenderCase(RegimeBlender.self, "{ \(Self.kinds)\(yaml) }", instruments: 2)
        var price = 100.0
        for cycle in 0..<cycles {
            price *= rising ? 1.01 : cycle.isMultiple(of: 2) ? 1.01 : 1 / 1.01
            try blending([[[1, 1]], [[1, 1]]], prices: [price, price])
        }
        return try blending.weights(prices: [price, price])
    }

    @Test func `followers count in a trend, faders in a range, both at first`() throws {
        #expect(try weights("", rising: true) == [1, 0])
        #expect(try weights("", rising: false) == [0, 1])
        #expect(try weights("", rising: true, cycles: 10) == [0.5, 0.5])
        #expect(try weights(", adx: 3", rising: true, cycles: 10) == [1, 0])
    }

    @Test func `tables, bases and certainty are the user's`() throws {
        let tables = ", trending: { trend: 3, default: 1 }, ranging: { mean_reversion: 4, default: 1 }"
        #expect(try isClose(weights(tables, rising: true)[0], 0.75))
        #expect(try isClose(weights(tables, rising: false)[1], 0.8))
        #expect(try isClose(weights(", base: { one: 3, default: 1 }, certainty: 0", rising: true)[0], 0.75))
        // Half certain: 1 and 0 become 1 and 0.5.
        #expect(try isClose(weights(", certainty: 0.5", rising: true)[0], 2.0 / 3))
        #expect(try weights(", trend_above: 100, range_below: 100", rising: true) == [0.5, 0.5])
        #expect(try weights(", trend_above: 0, range_below: 0", rising: false) == [1, 0])
    }

    @Test func `instruments have regimes of their own`() throws {
        let blending = try BlenderCase(RegimeBlender.self, "{ \(Self.kinds) }", instruments: 2)
        var prices = [100.0, 100]
        for cycle in 0..<80 {
            prices = [prices[0] * 1.01, prices[1] * (cycle.isMultiple(of: 2) ? 1.01 : 1 / 1.01)]
            try blending([[[1, 1]], [[1, 1]]], prices: prices)
        }
        #expect(try blending([[[7, 7]], [[3, 3]]])[0] == [7, 3])
        let alone = try blending([[[.nan, 7]], [[3, .nan]]])[0]
        #expect(alone[0].isNaN && alone[1].isNaN)
    }

    @Test func `what does not exist is refused`() {
        #expect(RegimeSettings.issues("{ trending: { trent: 1, default: 1 } }").count == 1)
        #expect(RegimeSettings.issues("{ ranging: { trent: 1, default: 1 } }").count == 1)
        #expect(RegimeSettings.issues("{ range_below: 30 }").count == 1)
        for setting in ["types: { three: trend, default: trend }", "base: { three: 1, default: 1 }"] {
            #expect(throws: UnknownMember.self) { try BlenderCase(RegimeBlender.self, "{ \(setting) }") }
        }
    }
}
