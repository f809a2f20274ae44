import SluiceNumerics
import Testing

@Suite struct GateStateTests {
    private func push(_ window: inout ReturnWindow, _ prices: [Double], present: [Double]? = nil) {
        window.push(prices, present: present ?? prices.map { _ in 1 })
    }

    @Test func `returns correlate as Pearson says`() throws {
        var window = try ReturnWindow(series: 2, window: 10, minimum: 4)
        let moves = zip([0.01, 0.02, 0.03, 0.04], [0.01, 0.03, 0.02, 0.04])
        var prices = [100.0, 50]
        push(&window, prices)
        for (one, other) in moves {
            prices = [prices[0] * (1 + one), prices[1] * (1 + other)]
            push(&window, prices)
        }
        #expect((window.correlation(0, 1) - 0.8).magnitude < 1e-9)
        #expect((window.correlation(0, 0) - 1).magnitude < 1e-12)
        var again = try ReturnWindow(series: 2, window: 10, minimum: 4)
        expect(again.restore(window.state))
        #expect(again.correlation(0, 1) == window.correlation(0, 1))
        expect(!again.restore([1]))
    }

    @Test func `a correlation needs enough common returns that move`() throws {
        var window = try ReturnWindow(series: 3, window: 10, minimum: 3)
        for step in 0..<6 {
            let price = 100 + Double(step * step)
            push(&window, [price, step == 3 ? .nan : price, 100])
        }
        // An absent price takes two returns with it.
        #expect((window.correlation(0, 1) - 1).magnitude < 1e-9)
        #expect(window.correlation(0, 2).isNaN)
        for _ in 0..<8 { push(&window, [100, 0, -1], present: [0, 1, 1]) }
        #expect(window.correlation(0, 1).isNaN)
        #expect(throws: InvalidParameter.self) { try ReturnWindow(series: 1, window: 5, minimum: 6) }
    }

    @Test func `company leaves the series itself out`() throws {
        var window = try ReturnWindow(series: 3, window: 10, minimum: 2)
        for step in 0..<6 {
            let move = step % 2 == 0 ? 1.01 : 0.99
            push(&window, [100 * move, 50 * move, 70 / move])
        }
        let company = window.company(of: 0, side: 1, held: [5, 5, 5])
        #expect(company.count == 2 && company.unknown == 0)
        #expect((company.greatest - 1).magnitude < 1e-9 && company.cautiousMean > 0.99)
        #expect(window.company(of: 0, side: 1, held: [5, 0, .nan]).count == 0)
        #expect(window.company(of: 0, side: -1, held: [0, 5, 0]).greatest < -0.99)
        let fresh = try ReturnWindow(series: 3, window: 10, minimum: 2)
        let unknown = fresh.company(of: 0, side: 1, held: [0, 5, 5])
        #expect(unknown.unknown == 2 && unknown.cautiousMean == 1 && unknown.meanMagnitude == 0)
    }

    @Test func `skill is the correlation of a cycle, and fades`() throws {
        var skill = try ForecastSkill(members: 2, span: 3, minimum: 4)
        for (x, y) in zip([1.0, 2, 3, 4], [1.0, 3, 2, 4]) { skill.add(forecast: x, outcome: y, member: 0) }
        #expect(skill.coefficient(member: 0).isNaN)
        expect(skill.endCycle(member: 0))
        expect(!skill.endCycle(member: 1))
        #expect((skill.coefficient(member: 0) - 0.8).magnitude < 1e-12)
        for (x, y) in zip([1.0, 2, 3, 4], [4.0, 3, 2, 1]) { skill.add(forecast: x, outcome: y, member: 0) }
        expect(skill.endCycle(member: 0))
        // Half of 0.8 and half of -1.
        #expect((skill.coefficient(member: 0) + 0.1).magnitude < 1e-12)
        skill.add(forecast: .nan, outcome: 1, member: 1)
        skill.add(forecast: 1e200, outcome: 1, member: 1)
        expect(!skill.endCycle(member: 1))
        var again = try ForecastSkill(members: 2, span: 3, minimum: 4)
        expect(again.restore(skill.state))
        #expect(again.coefficient(member: 0) == skill.coefficient(member: 0) && again.count(member: 0) == 8)
        expect(!again.restore([]))
    }

    @Test func `what does not vary has no skill`() throws {
        var skill = try ForecastSkill(members: 1, span: 3, minimum: 2)
        for y in [1.0, 2, 3] { skill.add(forecast: 7, outcome: y, member: 0) }
        expect(skill.endCycle(member: 0))
        #expect(skill.coefficient(member: 0).isNaN)
    }

    @Test func `a quarantine has patience in both directions`() throws {
        var quarantine = try Quarantine(members: 1, threshold: 0.01, release: 0.02, patience: 3)
        var locked: [Bool] = []
        for reading in [0, 0, 0.05, 0, 0, .nan, 0, 0.015, 0.03, 0.03, 0.015, 0.03, 0.03, 0.03] {
            quarantine.push(reading, member: 0)
            locked.append(quarantine.isLocked(0))
        }
        #expect(locked.prefix(6).allSatisfy { !$0 } && locked[6..<13].allSatisfy { $0 } && !locked[13])
        var again = try Quarantine(members: 1, threshold: 0.01, release: 0.02, patience: 3)
        expect(again.restore(quarantine.state))
        expect(!again.restore([5, 1]))
        #expect(throws: InvalidParameter.self) {
            try Quarantine(members: 1, threshold: 0.1, release: 0.05, patience: 1)
        }
    }

    @Test func `a fall restricts until the session after the next`() throws {
        var test = try PriceTest(series: 1)
        test.enter(session: 1)
        test.push(low: 50, close: 100, series: 0)
        #expect(!test.isRestricted(0) && !test.isKnown(0))
        test.enter(session: 2)
        test.push(low: 90.01, close: 95, series: 0)
        #expect(!test.isRestricted(0) && test.reference(0) == 100)
        test.push(low: 90, close: 99, series: 0)
        #expect(test.isRestricted(0))
        test.enter(session: 2)
        test.enter(session: 3)
        #expect(test.isRestricted(0))
        test.enter(session: 4)
        #expect(!test.isRestricted(0))
        var again = try PriceTest(series: 1)
        expect(again.restore(test.state))
        #expect(again.reference(0) == 99)
        expect(!again.restore([1, 2, 3, 4]))
    }

    @Test func `numbers rank by their key, absent ones last, seed 6, 200 rows`() throws {
        var ranking = RankedIndices(capacity: 4)
        for index in 0..<4 { ranking.add(index) }
        ranking.sort(by: [1, .nan, 3, 3])
        #expect((0..<4).map { ranking[$0] } == [2, 3, 0, 1])
        var dice = SeededDice(seed: 6)
        for _ in 0..<200 {
            let keys = (0..<dice.below(12)).map { _ in (4 * dice.unit()).rounded() }
            ranking.clear()
            for index in keys.indices { ranking.add(index) }
            ranking.sort(by: keys)
            let wanted = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1] }
            #expect((0..<ranking.count).map { ranking[$0] } == wanted)
        }
    }

    @Test func `a worked number of an exit`() throws {
        let rule = try ExitRule(stopLoss: 0.02)
        let verdict = rule.verdict(.init(direction: 1, entry: 100, mark: 97.9))
        #expect(verdict?.cause == .stopLoss && ((verdict?.observed ?? 0) + 0.021).magnitude < 1e-12)
        #expect(rule.verdict(.init(direction: 1)) == nil)
        #expect(throws: InvalidParameter.self) { try ExitRule(stopLoss: 0) }
        #expect(throws: InvalidParameter.self) { try ExitRule(peakThreshold: 2) }
    }

    @Test func `a short closes where a long would, seed 8, 500 holdings`() throws {
        var dice = SeededDice(seed: 8)
        let rule = try ExitRule(
            stopLoss: 0.03, takeProfit: 0.05, peakThreshold: 0.7, valleyThreshold: 0.7, maxAge: 90)
        for _ in 0..<500 {
            let gain = 0.1 * dice.unit() - 0.05
            var long = ExitRule.Holding(direction: 1, entry: 100, mark: 100 * (1 + gain))
            (long.alphaBps, long.costBps) = (20 * dice.normal(), 10)
            (long.peak, long.valley, long.age) = (dice.unit(), dice.unit(), 100 * dice.unit())
            var short = long
            (short.direction, short.mark, short.alphaBps) = (-1, 100 * (1 - gain), -long.alphaBps)
            (short.peak, short.valley) = (long.valley, long.peak)
            #expect(rule.verdict(long)?.cause == rule.verdict(short)?.cause)
        }
    }
}
