import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct VolatilityGateTests {
    private func left(_ yaml: String = "", _ volatility: Double) throws -> Left {
        let market = MarketFrame.one()
        market.volatility[0] = volatility
        return try VolatilityGate.test(yaml).left(of: [-1], in: market)[0]
    }

    @Test func `a worked number`() throws {
        // 0.001 a minute is 1.9748% over 390 minutes.
        let high = try left("max: 1.9%", 0.001)
        #expect(high.reason == "volatility_high" && high.limit == 1.9)
        #expect((high.observed - 100 * 0.001 * 390.0.squareRoot()).magnitude < 1e-9)
        #expect(try left("max: 2%", 0.001).passes)
        #expect(try left("{ max: 0.1%, over: 1m }", 0.001).passes)
        #expect(try left("{ max: 0.1%, over: 5m }", 0.001).reason == "volatility_high")
    }

    @Test func `too little may block too`() throws {
        #expect(try left("", 0).passes)
        let low = try left("min: 2%", 0.001)
        #expect(low.reason == "volatility_low" && low.limit == 2)
    }

    @Test(arguments: [Double.nan, .infinity, -0.1]) func `what is none blocks`(value: Double) throws {
        #expect(try left("", value).reason == "volatility_unknown")
    }

    @Test(arguments: ["max: 0%", "{ max: 1%, min: 2% }", "max: 5"])
    func `settings have bounds`(yaml: String) { #expect(!VolatilityGate.issues(yaml).isEmpty) }
}
