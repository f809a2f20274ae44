import SluiceDocument
import SluiceMarket
import Testing

@testable import SluiceReport

@Suite struct FigureTests {
    private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
        abs(a - b) <= tolerance * max(1, abs(b))
    }

    @Test func `returns of sessions begin with the equity before the first cycle`() throws {
        let found = try SampleRun(equity: [101_000, 98_980, 101_949.4]).analysis()
        #expect(found.sessions.returns.count == 3)
        for (value, expected) in zip(found.sessions.returns, [0.01, -0.02, 0.03]) {
            #expect(near(value, expected))
        }
        // The worked number of `PerformanceRatios` with 365 periods instead of 252.
        #expect(near(found.value("sharpe"), 4.205_259_864_302_775 * (365.0 / 252).squareRoot()))
        #expect(near(found.value("total_return"), 0.019494))
        #expect(near(found.value("max_drawdown"), 0.02))
        #expect(near(found.value("longest_drawdown"), 2))
        #expect(near(found.value("annual_return"), pow(1.019494, 365.25 / 2) - 1))
        #expect(near(found.value("calmar"), found.value("annual_return") / 0.02))
    }

    private func pow(_ base: Double, _ exponent: Double) -> Double {
        var result = 1.0
        // Halves of a day are enough here: 182.625 = 1461 / 8.
        let root = base.squareRoot().squareRoot().squareRoot()
        for _ in 0..<Int(exponent * 8) { result *= root }
        return result
    }

    @Test func `several cycles of a day are one session`() throws {
        var sample = SampleRun(equity: [101_000, 90_000, 102_000, 103_000])
        let first = sample.time(0)
        sample.rows[.equity]?[1][0] = first + 3_600e9
        sample.rows[.equity]?[2][0] = first + 7_200e9
        sample.rows[.prices] = sample.rows[.equity]?.map { [$0[0]] }
        let found = try sample.analysis()
        #expect(found.sessions.equity == [102_000, 103_000])
        // The fall within the day counts for the deepest drawdown, and not by session.
        #expect(near(found.value("max_drawdown"), 11.0 / 101))
        #expect(found.value("max_drawdown_by_period") == 0)
    }

    @Test func `months are the product of their sessions`() throws {
        var equity = Array(repeating: 100_000.0, count: 60)
        for day in 31..<60 { equity[day] = 110_000 }
        let found = try SampleRun(equity: equity).analysis()
        #expect(found.months.count == 1 && found.months[0].year == 2024)
        #expect(near(found.months[0].months[0], 0) && near(found.months[0].months[1], 0.1))
        #expect(found.months[0].months[2].isNaN && near(found.months[0].whole, 0.1))
    }

    @Test func `a run beside one of its instruments begins with the second session`() throws {
        // After the first session the equity returns 1%, -2%, 3% and the instrument 2%, -1%, 1%: the worked number of
        // `BenchmarkComparison`, whose year has 252 periods.
        var sample = SampleRun(
            equity: [100_000, 101_000, 98_980, 101_949.4], marks: [[50, 51, 50.49, 50.9949], [7, 7, 7, 7]])
        sample.facts.periodsPerYear = 252
        let plain = try sample.analysis()
        #expect(plain.figure("beta") == nil)
        sample.facts.benchmark = "I0"
        let found = try sample.analysis()
        #expect(near(found.value("symbol_return"), 0.019898))
        #expect(near(found.value("beta"), 1.214_285_714_285_714_2))
        #expect(near(found.value("alpha"), -0.302_503_224_347_546_06, 1e-8))
        #expect(near(found.value("correlation"), 0.737_043_474_095_501_9))
        #expect(near(found.value("tracking_error"), 0.274_954_541_697_350_3))
        #expect(abs(found.value("information_ratio")) < 1e-9)
        #expect(near(found.value("up_capture"), 3.477_081_528_059_043, 1e-8))
        #expect(near(found.value("down_capture"), 1.079_619_499_803_848, 1e-8))
        #expect(ReportPage(found).text.contains("Beside I0"))
        #expect(ReportText(found, columns: 80).lines.contains("Beside I0"))
        // An instrument that never moves tells of no part in it.
        sample.facts.benchmark = "I1"
        #expect(try sample.analysis().value("beta").isNaN)
        sample.facts.benchmark = "gone"
        #expect(try sample.analysis().figure("beta") == nil)
    }

    @Test func `what has no answer is NaN, and nothing fails`() throws {
        let never = try SampleRun(equity: []).analysis()
        for key in [
            "total_return", "annual_return", "sharpe", "sortino", "calmar", "volatility", "max_drawdown",
            "win_rate", "profit_factor", "skew", "omega", "exposure_time", "mean_gross",
        ] { #expect(never.value(key).isNaN, "\(key)") }
        let oneDay = try SampleRun(equity: [101_000]).analysis()
        #expect(oneDay.value("sharpe").isNaN && oneDay.value("annual_return").isNaN)
        #expect(near(oneDay.value("total_return"), 0.01))
        let still = try SampleRun(equity: [100_000, 100_000, 100_000]).analysis()
        #expect(still.value("sharpe").isNaN && still.value("volatility") == 0 && still.value("calmar").isNaN)
        let unknown = try SampleRun(equity: [.nan, .nan]).analysis()
        #expect(unknown.value("total_return").isNaN)
        for analysis in [never, oneDay, still, unknown] {
            #expect(!ReportPage(analysis).text.isEmpty)
            #expect(!ReportText(analysis, columns: 80).lines.isEmpty)
            #expect(ReportObject(analysis).json["figures"] != nil)
        }
    }

    @Test func `trades are matched first in, first out, with their fees and excursions`() throws {
        var sample = SampleRun(
            equity: [100_000, 100_000, 100_000, 100_000, 100_000],
            marks: [[100, 90, 120, 110, 110]])
        sample.facts.horizons = ["1d"]
        sample.facts.horizonCycles = [1]
        sample.trade(0, side: 1, 10, at: 100, fee: 1, horizon: 0)
        sample.trade(1, side: 1, 10, at: 95, fee: 1)
        sample.trade(3, side: -1, 15, at: 112, fee: 3)
        let found = try sample.analysis()
        #expect(found.trips.map(\.quantity) == [10, 5])
        #expect(found.trips.map(\.entryPrice) == [100, 95])
        // 10 x 12 - 1 - 2, and 5 x 17 - 0.5 - 1.
        #expect(near(found.trips[0].profit, 117) && near(found.trips[1].profit, 83.5))
        #expect(near(found.trips[0].adverse, -1_000) && near(found.trips[0].favourable, 2_000))
        #expect(found.trips.map(\.horizon) == [0, -1])
        #expect(found.open[0].map(\.quantity) == [5])
        #expect(found.horizons.map(\.profit) == [found.trips[0].profit, found.trips[1].profit])
        #expect(near(found.value("mean_holding"), 2.5))
        // Fees beside the price, and the shortfall against the mark of the cycle before.
        #expect(found.costs.fees == 5)
        #expect(near(found.costs.shortfall, 10 * (95 - 100) - 15 * (112 - 120)))
    }

    @Test func `a trade through zero closes and opens`() throws {
        var sample = SampleRun(equity: [1, 1, 1], marks: [[10, 11, 12]])
        sample.trade(0, side: -1, 4, at: 10)
        sample.trade(1, side: 1, 6, at: 11)
        let found = try sample.analysis()
        #expect(found.trips.count == 1 && found.trips[0].side == -1 && near(found.trips[0].profit, -4))
        #expect(found.open[0].map(\.side) == [1] && found.open[0].map(\.quantity) == [2])
    }

    @Test func `instruments and the account add up to the change of equity`() throws {
        var sample = SampleRun(equity: [0, 0, 0], marks: [[10, 11, 12], [50, 40, 45]])
        sample.facts.startHoldings = [2, 0]
        sample.trade(1, 0, side: -1, 3, at: 11.5, fee: 0.5)
        sample.trade(1, 1, side: 1, 1, at: 41, fee: 0.25)
        sample.rows[.charges] = [
            [sample.time(2), 0, 0, -0.75], [sample.time(2), 1, -1, 2],
        ]
        let found = try sample.analysis()
        // 2 at 10, 3 sold at 11.5, 1 short at 12; fee 0.5, charge 0.75.
        #expect(near(found.shares[0].profit, 3 * 11.5 - 12 - 20 - 0.5 - 0.75))
        #expect(near(found.shares[1].profit, 45 - 41 - 0.25))
        #expect(found.accountCharges == 2)
        #expect(found.costs.charges.map(\.amount) == [0.75, -2])
    }

    @Test func `a blocked decision would have earned its move less its cost`() throws {
        var sample = SampleRun(equity: [1, 1, 1, 1], marks: [[100, 101, 99, 102]])
        (sample.facts.horizons, sample.facts.horizonCycles) = (["1d", "3d"], [1, 3])
        sample.facts.stages = [.init(id: "spread", plugin: "gate.spread")]
        sample.facts.reasons = [.init(name: "wide", unit: "basisPoints")]
        func block(_ cycle: Int, _ horizon: Double, _ side: Double) -> [Double] {
            [sample.time(cycle), 0, 0, 0, horizon, side, 50, 10, 40]
        }
        sample.rows[.blocks] = [block(0, 0, 1), block(0, 1, -1), block(1, 0, -1), block(3, 0, 1)]
        let found = try sample.analysis().blocked
        #expect(found.count == 1 && found[0].count == 4 && found[0].known == 3)
        let third = 10_000 * (1 - 99.0 / 101) - 10
        #expect(near(found[0].earned, 100 - 10 + (-200 - 10) + third, 1e-6))
        #expect(found[0].wouldHaveLost == 1)
        // The planted mistake: a look one cycle too far gives another sum.
        #expect(!near(found[0].earned, -100 - 10 + (-200 - 10) + third, 1e-6))
    }

    @Test func `the benchmark holds every instrument in equal parts`() throws {
        let found = try SampleRun(
            equity: [1, 1, 1], marks: [[100, 110, 120], [.nan, 50, 45], [.nan, .nan, .nan]]
        ).analysis()
        #expect(near(found.value("benchmark_return"), (0.2 - 0.1) / 2))
    }

    @Test func `a thinned curve keeps its extremes (seed 5, 200 curves)`() {
        var state: UInt64 = 5
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        for _ in 0..<200 {
            let values = (0..<next(9_000) + 1).map { _ in next(100) == 0 ? Double.nan : Double(next(1 << 30))
            }
            let places = ThinnedCurve(values, limit: 400).places
            let kept = places.map { values[$0] }
            #expect(kept.max() == values.filter(\.isFinite).max())
            #expect(kept.min() == values.filter(\.isFinite).min())
            #expect(places.count <= 400 && places == places.sorted())
        }
    }
}
