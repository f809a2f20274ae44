import SluiceNumerics
import Testing

@Suite struct ReturnDistributionTests {
    private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-6 }

    @Test func `shape and tails are those of the worked number`() {
        let returns = [0.01, -0.02, 0.03, -0.01, 0.02]
        let found = ReturnDistribution(returns.span)
        #expect(near(found.skew, -0.235514) && near(found.excessKurtosis, -1.963223))
        #expect(near(found.omega, 2) && near(found.tailRatio, 1.555556))
        #expect(near(found.valueAtRisk, -0.018) && near(found.expectedShortfall, -0.02))
        #expect(found.positiveShare == 0.6 && found.best == 0.03 && found.worst == -0.02)
    }

    @Test func `what has no answer is NaN`() {
        let none: [Double] = []
        let empty = ReturnDistribution(none.span)
        #expect(empty.count == 0)
        for value in [
            empty.mean, empty.deviation, empty.skew, empty.excessKurtosis, empty.best, empty.worst,
            empty.positiveShare, empty.tailRatio, empty.omega, empty.valueAtRisk, empty.expectedShortfall,
        ] { #expect(value.isNaN) }
        let still = ReturnDistribution([0.0, 0, 0, 0, 0].span)
        #expect(still.skew.isNaN && still.omega.isNaN && still.tailRatio.isNaN && still.deviation == 0)
        let rising = ReturnDistribution([0.01, 0.02].span)
        #expect(rising.omega.isNaN && rising.skew.isNaN)
        #expect(ReturnDistribution([0.01, .nan, -0.01].span).omega.isNaN)
    }

    @Test func `a quantile lies between its neighbours`() {
        let sample = SortedSample([4.0, 1, .nan, 3, 2, .infinity].span)
        #expect(near(sample.quantile(0.05), 1.15) && sample.quantile(0.5) == 2.5)
        #expect(sample.quantile(0) == 1 && sample.quantile(1) == 4)
        #expect(sample.quantile(1.5).isNaN && sample.meanOfSmallest(1) == 2.5)
    }

    @Test func `the longest fall ends where its peak is reached again`() {
        let (curve, time) = ([100.0, 120, 90, 110, 130, 125], [0, 1, 2, 3, 4, 5] as [Int64])
        let found = LongestFall(curve.span, time: time.span)
        #expect(found.peak == 1 && found.end == 4 && found.isRecovered)
        let open = LongestFall([120.0, 90, .nan, 110].span, time: [0, 1, 2, 9].span)
        #expect(open.peak == 0 && open.end == 3 && !open.isRecovered)
        let never = LongestFall([1.0, 2, 2, 3].span, time: [0, 1, 2, 3].span)
        #expect(never.peak == 0 && never.end == 0 && never.isRecovered)
    }

    @Test func `trips are counted by what they brought`() {
        let found = TradeOutcome([10.0, -5, 20, -10, 0, .nan].span)
        #expect(found.count == 5 && found.wins == 2 && found.losses == 2 && found.winRate == 0.4)
        #expect(found.profitFactor == 2 && found.meanWin == 15 && found.meanLoss == -7.5)
        #expect(found.payoff == 2 && found.mean == 3 && found.best == 20 && found.worst == -10)
        let none: [Double] = []
        let empty = TradeOutcome(none.span)
        #expect(empty.winRate.isNaN && empty.profitFactor.isNaN && empty.mean.isNaN && empty.best.isNaN)
        #expect(TradeOutcome([1.0].span).profitFactor.isNaN)
    }

    @Test func `extremes of a range are those of a walk (300 ranges, seed 7)`() {
        var state: UInt64 = 7
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let values = (0..<2_000).map { _ in next(50) == 0 ? Double.nan : Double(next(100_000)) }
        let extremes = RangeExtremes(values)
        for _ in 0..<300 {
            let (first, second) = (next(2_000), next(2_000))
            let range = min(first, second)...max(first, second)
            let walked = values[range].filter(\.isFinite)
            let found = extremes(range)
            #expect(found.low == walked.min() ?? found.low && found.high == walked.max() ?? found.high)
        }
        #expect(extremes(5_000...6_000).low.isNaN)
        let small = RangeExtremes([3, 1, 4, 1, 5])
        #expect(small(2...4).low == 1 && small(2...4).high == 5)
    }
}
