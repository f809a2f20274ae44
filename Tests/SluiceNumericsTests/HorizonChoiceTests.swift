import SluiceNumerics
import Testing

@Suite struct HorizonChoiceTests {
    private let minutes = [5.0, 30, 60, 1_440]
    private func lengths() throws -> [HorizonScale] { try minutes.map { try HorizonScale(minutes: $0) } }
    private func ladder() throws -> HorizonLadder {
        try HorizonLadder(minutes: [5, 10, 15, 30, 60, 120, 1_440], of: minutes)
    }

    @Test func `neighbours stand next to each other on the ladder`() throws {
        let ladder = try ladder()
        #expect(ladder.longer == [-1, 2, -1, -1])
        #expect(ladder.shorter == [-1, -1, 1, -1])
        #expect(try HorizonLadder(minutes: [5], of: [7]).longer == [-1])
        #expect(throws: InvalidParameter.self) { try HorizonLadder(minutes: [0], of: [5]) }
    }

    @Test func `the winner takes most and its neighbour the rest`() throws {
        let rule = try WinnerRule()
        let choice = try rule.choose([1, 10, -4, 2], lengths(), ladder(), fiveMinuteBps: 1)
        #expect(choice.horizon == 1)
        #expect((choice.netBps - (0.7 * 10 - 0.3 * 4)).magnitude < 1e-12)
        // 60m has no longer neighbour here: the shorter one takes part.
        let hour = try rule.choose([1, 4, 10, 2], lengths(), ladder(), fiveMinuteBps: 1)
        #expect((hour.netBps - 8.2).magnitude < 1e-12)
        let alone = try rule.choose([9, 4, 1, 2], lengths(), ladder(), fiveMinuteBps: 1)
        #expect(alone.horizon == 0 && alone.netBps == 9)
        let absent = try rule.choose([1, 10, .nan, 2], lengths(), ladder(), fiveMinuteBps: 1)
        #expect(absent.netBps == 10)
    }

    @Test func `risk is charged or divided by`() throws {
        let nets = [6.0, 11, .nan, .nan]
        #expect(try WinnerRule().choose(nets, lengths(), ladder(), fiveMinuteBps: 1).horizon == 1)
        let perRisk = try WinnerRule(ranking: .perRisk)
        #expect(try perRisk.choose(nets, lengths(), ladder(), fiveMinuteBps: 1).horizon == 0)
        #expect(try WinnerRule().choose(nets, lengths(), ladder(), fiveMinuteBps: .nan).horizon == nil)
    }

    @Test func `nothing worth its cost wins nothing`() throws {
        let choice = try WinnerRule().choose([0, 0, .nan, 0], lengths(), ladder(), fiveMinuteBps: 1)
        #expect(choice.horizon == nil && choice.netBps == 0 && choice.rank.isNaN)
        #expect(try WinnerRule().choose([], [], ladder(), fiveMinuteBps: 1).horizon == nil)
    }

    @Test(arguments: [
        (-200.0, 20.0, -180.0), (10, 20, 0), (-10, 20, 0), (30, 20, 10), (0, 0, 0), (30, .nan, .nan),
        (.infinity, 1, .nan),
    ])
    func `a net edge keeps the sign and loses the cost`(alpha: Double, cost: Double, net: Double) {
        let got = WinnerRule.netBps(alphaBps: alpha, costBps: cost)
        #expect(got == net || got.isNaN && net.isNaN)
    }

    @Test func `a fall wins as a rise does, seed 5, 500 choices`() throws {
        var dice = SeededDice(seed: 5)
        for _ in 0..<500 {
            let nets = minutes.map { _ in 40 * dice.unit() - 20 }
            for ranking in WinnerRule.Ranking.allCases {
                let rule = try WinnerRule(ranking: ranking)
                let up = try rule.choose(nets, lengths(), ladder(), fiveMinuteBps: 3)
                let down = try rule.choose(nets.map { -$0 }, lengths(), ladder(), fiveMinuteBps: 3)
                #expect(up.horizon == down.horizon && up.netBps == -down.netBps)
            }
        }
    }

    @Test func `a softmax weighs by edge for risk and does not overflow`() throws {
        let rule = try HorizonSoftmax()
        let weights = rule.weights([2, 1], roots: [1, 1], volatility: 1)
        #expect((weights[0] - 0.880_797_077_977_882).magnitude < 1e-7)
        let great = rule.weights([1e6, 999_999, .nan], roots: [1, 1, 1], volatility: 1e-3)
        #expect(great == [1, 0, 0])
        #expect(rule.weights([.nan, .infinity], roots: [1, 1], volatility: 1) == [0, 0])
        #expect(rule.weights([1, 2], roots: [1, 1], volatility: .nan) == [0, 0])
        #expect(HorizonSoftmax.blend([3, .nan, 1], [0.5, 0, 0.5]) == 2)
        #expect(HorizonSoftmax.heaviest(onAverage: [[0.6, 0.4], [0.1, 0.9]]) == 1)
        #expect(HorizonSoftmax.heaviest(onAverage: []) == nil)
    }

    @Test func `participation costs by its power`() throws {
        let model = try ParticipationCost()
        let hour = try HorizonScale(minutes: 20)
        let cost = model.cost(spreadBps: 10, fiveMinuteVolatilityBps: 20, over: hour, participation: 0.1)
        #expect((cost.totalBps - 17.050_237_728).magnitude < 1e-6)
        for bad in [-1, Double.nan] {
            #expect(model.impactBps(participation: bad).isNaN)
            #expect(
                model.cost(spreadBps: bad, fiveMinuteVolatilityBps: 1, over: hour, participation: 0).totalBps
                    .isNaN)
        }
    }

    @Test func `what fills paid corrects what the model expects`() throws {
        var learned = try LearnedCost(series: 2)
        for cost in [55.53, .nan, 3.729, 21.141] { learned.push(cost, series: 0) }
        let model = 41.389_529_135_055_255
        #expect((learned.cost(model, series: 0) - 37.120_606_739_455_28).magnitude < 1e-9)
        #expect(learned.cost(model, series: 1) == model)
        // Eleven costs of which ten count: the first leaves no trace.
        var long = try LearnedCost(series: 1)
        long.push(1e6, series: 0)
        for _ in 0..<10 { long.push(10, series: 0) }
        #expect((long.cost(10, series: 0) - 10).magnitude < 1e-12)
        var other = try LearnedCost(series: 2)
        expect(other.restore(learned.state))
        #expect(other.cost(model, series: 0) == learned.cost(model, series: 0))
        expect(!other.restore([1, 2]))
    }
}
