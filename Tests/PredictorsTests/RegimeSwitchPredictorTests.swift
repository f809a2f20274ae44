import Glibc
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct RegimeSwitchPredictorTests {
    private let detector = """
        horizons: [5m], short: 5, long: 15, volatility: 10, lookback: 40, momentum: 5, persistence: 3, warm_up: 20
        """
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func readings(
        _ more: String, _ closes: [Double?], held: Double = 0, from cycle: Int = .max
    ) throws -> [Double] {
        let predictor = try RegimeSwitchPredictor.test("{ \(detector)\(more) }")
        let tape = tape(closes)
        let (market, frame) = (tape.frame(), ForecastFrame(instruments: 1, horizons: 3, members: 1))
        let flat = PortfolioBuilder(instruments: 1).build()
        let holding = PortfolioBuilder(instruments: 1).holding(held, of: 0, at: 100).build()
        return closes.indices.map { number in
            tape.play(number, into: market)
            market.volatility.fill(0.01)
            let portfolio = held != 0 && number >= cycle ? holding : flat
            predictor.predict(.test(number: number + 1, portfolio: portfolio), market, into: frame)
            return frame.column(member: 0, horizon: 0)[0] / unit
        }
    }

    /// A steady rise with a little noise.
    private func rise(_ count: Int, by step: Double = 0.002) -> [Double?] {
        var dice = Dice(seed: 31)
        return (0..<count).map { 100 * exp(step * Double($0) + 0.000_5 * dice.normal()) }
    }

    /// A price that swings about 100.
    private func swing(_ count: Int) -> [Double?] {
        (0..<count).map { 100 + 2 * sin(Double($0) * 1.3) }
    }

    @Test func `a worked number: in a trend the trend signal speaks, sideways the reversion`() throws {
        let trending = try readings("", rise(60))
        #expect(trending[..<19].allSatisfy { $0.isNaN })
        #expect(isClose(trending[50], 0.25))
        let sideways = try readings(", reversion_entry: 1.2", swing(60))
        let alone = try forecasts(
            of: ZScoreReversionPredictor.test("{ horizons: [5m], entry: 1.2 }"), closes: swing(60))
        #expect(sideways[40...].contains { $0 > 0 } && sideways[40...].contains { $0 < 0 })
        #expect(zip(sideways[40...], alone[40...]).allSatisfy { isClose($0, $1 / unit) })
    }

    @Test func `a crisis expects nothing`() throws {
        let crash = rise(60) + [80, 80.1, 80]
        #expect(try readings("", crash)[60...].allSatisfy { $0 == 0 })
        #expect(try readings(", blend: true", crash)[60] == 0)
        let calm = try readings(", crisis_drawdown: 50%, crisis_volatility: 1000", crash)
        #expect(calm[60] != 0)
    }

    @Test func `a regime can be followed`() throws {
        let got = try readings(", way: follow", rise(60))
        #expect(got[50] >= 0.3 && got[50] <= 0.95)
        #expect(try readings(", way: follow", rise(60, by: -0.001))[50] < 0)
        #expect(try readings(", way: follow", swing(60))[40...].allSatisfy { $0 == 0 })
    }

    @Test func `both signals can be joined by how likely their regimes are`() throws {
        let got = try readings(", blend: true", rise(200))
        #expect(got[199] > 0.2 && got[199] <= 0.25 + 1e-9)
    }

    @Test func `a holding keeps the signal it began with`() throws {
        let closes = rise(60) + swing(60).map { $0.map { $0 + 12.5 } }
        let loose = try readings(", sticky: false", closes, held: 10, from: 50)
        let kept = try readings("", closes, held: 10, from: 50)
        let free = try readings("", closes)
        #expect(zip(loose, free).allSatisfy { isClose($0, $1) })
        // The trend signal says 0.25 or 0.8 of something on every bar, the reversion nothing on most.
        #expect(kept[100...].allSatisfy { $0 != 0 } && free[100...].contains(0))
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let closes = rise(60)
        var holed = closes
        holed.insert(nil, at: 30)
        holed.insert(.nan, at: 40)
        let got = try readings("", holed)
        #expect(got[30].isNaN && got[40].isNaN)
        #expect(try isClose(got[61], readings("", closes)[59]))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) {
            try RegimeSwitchPredictor.test("{ \(detector), quiet: 0.2, volatile: 0.8, trend: 0.8 }")
        }
    }

    @Test func `a followed regime mirrors with the market while there is no crisis`() throws {
        try expectSymmetries(seed: 3, mirrors: true) {
            try RegimeSwitchPredictor.test(
                "{ \(detector), way: follow, crisis_drawdown: 99%, crisis_volatility: 1000 }")
        }
    }

    @Test(arguments: [
        "short: 50", "momentum: 100", "quiet: 0.8", "trend_short: 20", "reversion_exit: 3",
        "{ way: follow, blend: true }", "horizons: []",
    ])
    func `settings that contradict each other are refused`(yaml: String) {
        #expect(RegimeSwitchPredictor.Settings.issues(yaml).count == 1)
        #expect(RegimeSwitchPredictor.horizons(.init()) == [.session])
    }
}
