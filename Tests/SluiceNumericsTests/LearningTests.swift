import SluiceNumerics
import Testing

@Suite struct LearningTests {
    @Test func `a reward counts its cost once`() {
        let paid = TradeReward(entry: 100, exit: 101, side: 1, quantity: 100, fees: 2)
        #expect(near([paid.grossBps, paid.costBps, paid.netBps], [100, 2, 98], within: 1e-9))
        let assumed = TradeReward(entry: 100, exit: 101, side: -1, assumedCostBps: 6)
        #expect(near([assumed.netBps, assumed.oppositeNetBps], [-106, 94], within: 1e-9))
    }

    @Test(arguments: [(0.0, 100.0), (100, 0), (-1, 100), (.nan, 100), (100, .infinity)])
    func `a reward without prices is absent`(entry: Double, exit: Double) {
        #expect(TradeReward(entry: entry, exit: exit, side: 1, assumedCostBps: 1).netBps.isNaN)
    }

    @Test func `rewards are clipped and brought to 0 to 1`() throws {
        let scale = try RewardScale(rangeBps: 50)
        let scaled = [10.0, 200, -200, 0, .infinity].map(scale.scaled)
        #expect(near(scaled, [0.6, 1, 0, 0.5, 1]))
        #expect(scale.scaled(.nan).isNaN)
        #expect(throws: InvalidParameter.self) { try RewardScale(rangeBps: 0) }
    }

    @Test func `a learner gets its say bit by bit`() throws {
        let ramp = try WeightRamp()
        #expect(near([0, 99, 100, 150, 200, 9_999].map(ramp.say), [0, 0, 0, 0.15, 0.3, 0.3]))
        #expect(try WeightRamp(share: 1, minimum: 0, ramp: 0).say(after: 0) == 1)
        var weights = [0.9, 0.1]
        var span = weights.mutableSpan
        ramp.blend(&span, after: 150)
        #expect(near(weights, [0.56, 0.44]))
        #expect(throws: InvalidParameter.self) { try WeightRamp(share: 1.1) }
        #expect(throws: InvalidParameter.self) { try WeightRamp(minimum: -1) }
    }

    @Test func `drift sounds when rewards have become worse, and begins anew`() throws {
        var watch = try DriftWatch(series: 2, slack: 0, threshold: 1, minimum: 3)
        var sounded = [1.0, 1, 1, 0].map { watch.observe($0, series: 0) }
        #expect(sounded == [false, false, false, false])
        #expect(near(watch.state(0), [4, 0.75, -0.75, 0]))
        expect(!watch.observe(.nan, series: 0))
        expect(watch.observe(0, series: 0))
        #expect(watch.state(0) == [0, 0, 0, 0])
        // What becomes better never sounds.
        sounded = (0..<500).map { watch.observe(Double($0) / 500, series: 1) }
        #expect(!sounded.contains(true))
        expect(!watch.restore([1, .nan, 0, 0], series: 0))
        expect(watch.restore([1, 0.5, 0, 0], series: 0))
        #expect(throws: InvalidParameter.self) { try DriftWatch(series: 1, threshold: 0) }
    }

    @Test(arguments: [21, 22, 23, 24] as [UInt64])
    func `drift is heard within 100 of 500 rewards after a break, and not before it`(seed: UInt64) throws {
        var dice = SeededDice(seed: seed)
        var watch = try DriftWatch(series: 1, slack: 0.05, threshold: 8)
        var alarms: [Int] = []
        for step in 0..<500 {
            let reward = 0.2 * dice.normal() + (step < 300 ? 0.7 : 0.3)
            if watch.observe(reward, series: 0) { alarms.append(step) }
        }
        #expect(alarms.first.map { (300..<400).contains($0) } ?? false, "seed \(seed): \(alarms)")
    }

    @Test func `beliefs count successes and failures, and fade`() throws {
        var beliefs = try BetaWeights(choices: 2)
        for reward in [1.0, 1, 0] { beliefs.update(0, reward: reward) }
        #expect(beliefs.successes[0] == 2 && beliefs.failures[0] == 1 && beliefs.mean(0) == 0.6)
        #expect(near(filled(2) { beliefs.means(into: &$0) }, [0.6 / 1.1, 0.5 / 1.1]))
        beliefs.update(0, reward: .nan)
        #expect(beliefs.steps == 3)
        beliefs.reset(0)
        #expect(beliefs.mean(0) == 0.5)
        var fading = try BetaWeights(choices: 1, memory: 0.5)
        fading.update(0, reward: 1)
        fading.update(0, reward: 1)
        #expect(fading.successes[0] == 1.5)
        expect(!fading.restore(steps: 0, successes: [-1], failures: [0]))
        expect(fading.restore(steps: 4, successes: [2], failures: [1]))
        #expect(fading.mean(0) == 0.6)
    }

    @Test func `50,000 throws of a Beta distribution have its mean and variance, seed 31`() {
        for (alpha, beta) in [(3.0, 2.0), (0.5, 0.5), (40, 10)] {
            var dice = SeededDice(seed: 31)
            let throwsOfIt = (0..<50_000).map { _ in GammaThrow.beta(alpha, beta, using: &dice) }
            let moments = SampleMoments(throwsOfIt.span)
            let sum = alpha + beta
            #expect(abs(moments.mean - alpha / sum) < 0.005)
            let variance = alpha * beta / (sum * sum * (sum + 1))
            #expect(abs(moments.deviation * moments.deviation - variance) < 0.05 * variance)
            #expect(throwsOfIt.allSatisfy { $0 >= 0 && $0 <= 1 })
        }
    }

    @Test func `the better choice wins most of the throws`() throws {
        var beliefs = try BetaWeights(choices: 3)
        for _ in 0..<40 {
            beliefs.update(1, reward: 0.8)
            beliefs.update(0, reward: 0.4)
        }
        var dice = SeededDice(seed: 5)
        let shares = filled(3) { beliefs.bestShares(draws: 1_000, using: &dice, into: &$0) }
        #expect(isDistribution(shares) && shares[1] > 0.7 && shares[0] < 0.02)
        let one = filled(3) { beliefs.bestShares(draws: 1, using: &dice, into: &$0) }
        #expect(one.filter { $0 == 1 }.count == 1)
    }
}
