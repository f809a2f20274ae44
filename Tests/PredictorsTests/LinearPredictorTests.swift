import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct LinearPredictorTests {
    private static let terms = """
        [{ feature: ret_1d, weight: 5bps, mean: 0.01, scale: 0.02 }, { feature: rsi_14, weight: -0.2bps }]
        """

    private func forecasts(
        _ more: String = "", returns: [Double] = [0.03, 0], strength: [Double] = [50, 50],
        bars: [MarketBar?] = [MarketBar(100), MarketBar(50)], horizon: Int = 0
    ) throws -> [Double] {
        let predictor = try LinearPredictor.test(
            "{ horizons: [5m, 60m], terms: \(Self.terms)\(more) }", in: .test(features: ["ret_1d", "rsi_14"]))
        let market = MarketFrame.test(bars, features: ["ret_1d": returns, "rsi_14": strength])
        let frame = ForecastFrame(instruments: 2, horizons: 3, members: 1)
        frame.values.fill(12_345)
        predictor.predict(.test(), market, into: frame)
        return (0..<2).map { frame.column(member: 0, horizon: horizon)[$0] }
    }

    @Test func `a worked number, the same over each of its horizons and absent over others`() throws {
        let want = [1 + 5 - 10.0, 1 - 2.5 - 10]
        for horizon in [0, 2] {
            let got = try forecasts(", intercept: 1bps", horizon: horizon)
            #expect(isClose(got[0], want[0]) && isClose(got[1], want[1]))
        }
        #expect(try forecasts(horizon: 1).allSatisfy { $0.isNaN })
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `an absent or infinite feature leaves its instrument absent`(bad: Double) throws {
        let got = try forecasts(returns: [bad, 0])
        #expect(got[0].isNaN && isClose(got[1], -12.5))
    }

    @Test func `without a fresh bar nothing is expected`() throws {
        let got = try forecasts(bars: [nil, MarketBar(50)])
        #expect(got[0].isNaN && !got[1].isNaN)
    }

    @Test func `a forecast is held`() throws {
        #expect(try forecasts(", max_forecast: 3bps", returns: [1e6, -1e6]) == [3, -3])
    }

    @Test func `terms that make no sense are refused`() {
        func issues(_ text: String) -> [String] { LinearPredictor.Settings.issues(text).map(\.code.id) }
        #expect(issues("{ terms: [] }").count == 1)
        #expect(issues("").count == 1)
        #expect(issues("{ terms: [{ feature: ret_1d }] }").count == 1)
        #expect(issues("{ terms: [{ feature: ret_1d, weight: 5 }] }").count == 1)
        #expect(issues("{ terms: [{ feature: ret_1d, weight: 5bps, scale: 0 }] }").count == 1)
        let twice = "{ feature: ret_1d, weight: 5bps }"
        #expect(issues("{ terms: [\(twice), \(twice)] }").count == 1)
        #expect(issues("{ horizons: [], terms: [\(twice)] }").count == 1)
    }

    @Test func `the stage asks for its features, and needs them to be built`() throws {
        let settings = try LinearPredictor.Settings.test("{ terms: \(Self.terms) }")
        #expect(LinearPredictor.features(settings) == ["ret_1d", "rsi_14"])
        #expect(LinearPredictor.horizons(settings) == [.session])
        #expect(throws: MissingFeature.self) {
            try LinearPredictor.test("{ terms: \(Self.terms) }", in: .test(features: ["rsi_14"]))
        }
    }
}
