import SluiceNumerics
import Testing

@Suite struct ArbitrationTests {
    @Test func `a strong negative alpha sells`() throws {
        var contest = try Arbitration().contest()
        expect(
            try contest.offer(horizon: 0, alphaBps: -200, costBps: 20, over: HorizonScale(minutes: 5)) == 180)
        let verdict = contest.verdict(spreadBps: 5)
        #expect(verdict.trades)
        #expect(verdict.sign == -1)
        #expect(verdict.scoreBps == 180)
        #expect(verdict.netBps == -180)
        #expect(verdict.thresholdBps == 4.5)
    }

    @Test func `long only never sells`() throws {
        var contest = try Arbitration(direction: .longOnly).contest()
        try contest.offer(horizon: 0, alphaBps: -200, costBps: 20, over: HorizonScale(minutes: 5))
        let verdict = contest.verdict(spreadBps: 5)
        #expect(!verdict.trades)
        #expect(verdict.scoreBps == -220)
        #expect(verdict.netBps == 0)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a horizon that is not finite takes no part`(value: Double) throws {
        for isCost in [false, true] {
            var contest = try Arbitration().contest()
            let five = try HorizonScale(minutes: 5)
            expect(
                contest.offer(
                    horizon: 0, alphaBps: isCost ? 100 : value, costBps: isCost ? value : 1, over: five
                ).isNaN)
            #expect(contest.verdict(spreadBps: 0).horizon == nil)
            contest.offer(horizon: 1, alphaBps: 50, costBps: 1, over: five)
            #expect(contest.verdict(spreadBps: 0).horizon == 1)
        }
    }

    @Test func `nothing offered is nothing traded`() throws {
        let verdict = try Arbitration(baseThresholdBps: 0).contest().verdict(spreadBps: 0)
        #expect(!verdict.trades && verdict.sign == 0 && verdict.costBps.isNaN)
    }

    @Test func `an unknown spread trades nothing`() throws {
        var contest = try Arbitration(baseThresholdBps: 0, reserveSpreadMultiple: 0).contest()
        try contest.offer(horizon: 0, alphaBps: 1000, costBps: 0, over: HorizonScale(minutes: 5))
        #expect(contest.verdict(spreadBps: 1).trades)
        #expect(!contest.verdict(spreadBps: .nan).trades)
        #expect(!contest.verdict(spreadBps: .infinity).trades)
    }

    @Test func `the first of equals wins`() throws {
        var contest = try Arbitration().contest()
        let five = try HorizonScale(minutes: 5)
        for horizon in [3, 1, 2] { contest.offer(horizon: horizon, alphaBps: 10, costBps: 1, over: five) }
        #expect(contest.verdict(spreadBps: 0).horizon == 3)
    }

    @Test func `the threshold is met by what equals it`() throws {
        var contest = try Arbitration().contest()
        try contest.offer(horizon: 0, alphaBps: 5.5, costBps: 1, over: HorizonScale(minutes: 5))
        #expect(contest.verdict(spreadBps: 5).trades)
        #expect(!contest.verdict(spreadBps: 5.000_001).trades)
    }

    @Test func `net may be compared instead of the score`() throws {
        for comparison in Arbitration.Comparison.allCases {
            var contest = try Arbitration(comparison: comparison).contest()
            try contest.offer(horizon: 0, alphaBps: 7, costBps: 1, over: HorizonScale(minutes: 80))
            #expect(contest.verdict(spreadBps: 0).scoreBps == 1.5)
            #expect(contest.verdict(spreadBps: 0).trades == (comparison == .net))
        }
    }

    @Test func `an alpha of zero has no side`() throws {
        var contest = try Arbitration(baseThresholdBps: 0, reserveSpreadMultiple: 0).contest()
        try contest.offer(horizon: 0, alphaBps: 0, costBps: 0, over: HorizonScale(minutes: 5))
        #expect(!contest.verdict(spreadBps: 0).trades)
    }

    @Test func `mirrored alphas give mirrored verdicts`() throws {
        var dice = SeededDice(seed: 11)
        let rule = try Arbitration()
        let lengths = try [5, 15, 60, 390].map { minutes throws(InvalidParameter) in
            try HorizonScale(minutes: minutes)
        }
        for _ in 0..<500 {
            var (up, down) = (rule.contest(), rule.contest())
            for (index, length) in lengths.enumerated() {
                let (alpha, cost) = (dice.normal() * 20, dice.unit() * 10)
                up.offer(horizon: index, alphaBps: alpha, costBps: cost, over: length)
                down.offer(horizon: index, alphaBps: -alpha, costBps: cost, over: length)
            }
            let (one, two) = (up.verdict(spreadBps: 3), down.verdict(spreadBps: 3))
            #expect(one.trades == two.trades && one.horizon == two.horizon)
            #expect(one.sign == -two.sign && one.netBps == -two.netBps && one.scoreBps == two.scoreBps)
        }
    }
}
