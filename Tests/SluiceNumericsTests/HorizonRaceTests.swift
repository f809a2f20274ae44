import Testing

@testable import SluiceNumerics

@Suite struct HorizonRaceTests {
    @Test func `the horizon with the highest score wins`() throws {
        let race = HorizonRace(rule: try Arbitration())
        race.begin(0, spreadBps: 2, timingBps: 0, impactBps: 0)
        expect(race.winner(0) == nil)
        for (horizon, alpha, minutes) in [(0, 10.0, 5.0), (1, 40.0, 20.0), (2, 40.0, 20.0)] {
            let length = try HorizonScale(minutes: minutes)
            [alpha].withUnsafeBufferPointer { race.offer(horizon: horizon, alphas: $0, over: length) }
        }
        expect(race.winner(0) == 1)
    }

    private enum Flaw: CaseIterable {
        case none
        case lastOfEqualsWins
    }

    @Test(arguments: [Arbitration.Direction.both, .longOnly])
    func `300 races of seed 31 have the winners of their contests, and a planted mistake is seen`(
        direction: Arbitration.Direction
    ) throws {
        let rule = try Arbitration(direction: direction)
        var differing: [Flaw: Int] = [:]
        for flaw in Flaw.allCases {
            var dice = SeededDice(seed: 31)
            for _ in 0..<300 {
                let (count, lengths) = (1 + dice.below(HorizonRace.room), [5.0, 15, 15, 60, 390])
                let (race, factor) = (HorizonRace(rule: rule), Double(1 + dice.below(2)))
                let costs = (0..<count).map { _ in (0..<3).map { _ in Self.rough(&dice).magnitude } }
                var contests = (0..<count).map { _ in rule.contest() }
                for (index, cost) in costs.enumerated() {
                    race.begin(
                        index, spreadBps: cost[0], timingBps: cost[1], impactBps: cost[2], factor: factor)
                }
                let order =
                    flaw == .lastOfEqualsWins ? Array(lengths.indices.reversed()) : Array(lengths.indices)
                let alphas = lengths.map { _ in (0..<count).map { _ in Self.rough(&dice) } }
                let weights = lengths.map { _ in dice.below(9) == 0 ? Double.nan : Double(dice.below(3)) }
                for horizon in lengths.indices {
                    let length = try HorizonScale(minutes: lengths[horizon])
                    alphas[horizon].withUnsafeBufferPointer {
                        race.offer(horizon: horizon, alphas: $0, over: length, weight: weights[horizon])
                    }
                }
                for horizon in order {
                    let length = try HorizonScale(minutes: lengths[horizon])
                    for (index, cost) in costs.enumerated() {
                        let total = (cost[0] + cost[1] * length.root + cost[2]) * factor
                        contests[index].offer(
                            horizon: horizon, alphaBps: alphas[horizon][index], costBps: total,
                            over: length, weight: weights[horizon])
                    }
                }
                for index in 0..<count
                where contests[index].verdict(spreadBps: 1).horizon != race.winner(index) {
                    differing[flaw, default: 0] += 1
                }
            }
        }
        #expect(differing[.none] == nil)
        #expect(differing[.lastOfEqualsWins, default: 0] > 100)
    }

    /// Whole numbers, so that scores are often equal, and now and then none.
    private static func rough(_ dice: inout SeededDice) -> Double {
        switch dice.below(12) {
        case 0: .nan
        case 1: .infinity
        case 2: -.infinity
        default: Double(dice.below(7) - 3)
        }
    }
}
