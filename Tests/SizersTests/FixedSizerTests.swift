import SluiceKit
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct FixedSizerTests {
    private func targets(
        _ yaml: String, _ cases: [SizerCase], pending: [Int: Double] = [:]
    ) throws -> Sized {
        try SizerCase.targets(FixedSizer.test(yaml, in: .sizing(cases.count)), cases, pending: pending)
    }

    @Test func `every decision gets the weight on its side`() throws {
        let targets = try targets(
            "",
            [
                SizerCase(), SizerCase(side: -1), SizerCase(side: 0), SizerCase(side: .nan),
            ])
        #expect(targets.weight[0] == 0.05)
        #expect(targets.weight[1] == -0.05)
        #expect(targets.weight[2].isNaN)
        #expect(targets.weight[3].isNaN)
        #expect(try self.targets("weight: 3%", [SizerCase()]).weight[0] == 0.03)
    }

    @Test func `units become the weight that makes them again`() throws {
        let targets = try targets("units: 10", [SizerCase(), SizerCase(side: -1), SizerCase(side: 0)])
        #expect(near(targets.weight[0], 0.01) && near(targets.weight[1], -0.01))
        #expect(targets.weight[2].isNaN)
    }

    @Test func `no unit is lost to rounding, 20,000 times from seed 7`() throws {
        var dice = Dice(seed: 7)
        var lost = 0
        for _ in 0..<20_000 {
            let units = (dice.uniform() * 99_999).rounded() + 1
            let (price, cash) = (0.01 + dice.uniform() * 5_000, 1e6 + dice.uniform() * 1e9)
            let weight = Self.weight(of: units, price, cash)
            #expect(weight * cash / price >= units)
            #expect(weight * cash / price < units * (1 + 1e-14))
            // What the plain quotient would do.
            if units * price / cash * cash / price < units { lost += 1 }
        }
        #expect(lost > 1_000)
    }

    @Test(arguments: [(Double.nan, 100.0), (0, 100), (-5, 100), (.infinity, 100), (1e6, .nan), (1e6, 0)])
    func `units without an equity or a price leave a holding as it is`(equity: Double, mark: Double) {
        #expect(Self.weight(of: 10, mark, equity).isNaN)
    }

    /// The weight of the third of some instruments.
    private static func weight(of units: Double, _ mark: Double, _ equity: Double) -> Double {
        var weights = [Double](repeating: 7, count: 7)
        let marks = [12, 0, mark, 5, .nan, 7, 8]
        let sides = [1, 1, 1, 0, -1, .nan, -1]
        UnitWeights.write(7, units: units, equity: equity, sides: sides, marks: marks, into: &weights)
        #expect([1, 3, 4, 5].allSatisfy { weights[$0].isNaN } && !(weights[0] < 0) && !(weights[6] > 0))
        return weights[2]
    }

    @Test func `what the gates left scales the weight`() throws {
        #expect(try targets("", [SizerCase(scale: 0.5)]).weight[0] == 0.025)
    }

    @Test func `the best scores get the free places`() throws {
        let cases = [3.0, -9, .nan, 5, 9].map { SizerCase(score: $0) }
        let targets = try targets("max_positions: 3", cases)
        #expect((0..<5).map { targets.weight[$0].isNaN } == [true, false, true, false, false])
        #expect(targets.causes[0].reason == FixedSizer.tooMany)
        #expect((targets.causes[0].observed, targets.causes[0].limit) == (5, 3))
    }

    @Test func `a tie goes to the earlier instrument`() throws {
        let targets = try targets("max_positions: 1", [SizerCase(score: 4), SizerCase(score: -4)])
        #expect(targets.weight[0] == 0.05)
        #expect(targets.weight[1].isNaN)
    }

    @Test func `what is held or under way keeps its place`() throws {
        let cases = [
            SizerCase(score: 1, held: 0.02), SizerCase(score: 9), SizerCase(side: 0, alpha: .nan),
            SizerCase(score: 5),
        ]
        let targets = try targets("max_positions: 3", cases, pending: [2: 10])
        #expect(targets.weight[0] == 0.05)
        #expect(targets.weight[1] == 0.05)
        #expect(targets.weight[3].isNaN)
    }

    @Test func `more held than allowed lets nothing new in and closes nothing`() throws {
        let cases = [SizerCase(held: 0.05), SizerCase(side: -1, held: -0.02), SizerCase(score: 99)]
        let targets = try targets("max_positions: 1", cases)
        #expect(targets.weight[0].isNaN)
        #expect(targets.weight[1] == -0.05)
        #expect(targets.causes[2].reason == FixedSizer.tooMany)
    }

    @Test func `the ranking agrees with a sort`() {
        var dice = Dice(seed: 5)
        let columns = ColumnSet(columns: 1, rows: 200)
        defer { withExtendedLifetime(columns) {} }
        let score = columns[0]
        for round in 0..<50 {
            let count = round * 4
            for index in 0..<count {
                score[index] = dice.uniform() < 0.1 ? .nan : (dice.normal() * 4).rounded()
            }
            var ranking = ScoreRanking(capacity: count)
            for index in 0..<count { ranking.add(index) }
            ranking.sort(by: score)
            let key = { (index: Int) in score[index].isNaN ? -1 : score[index].magnitude }
            let sorted = (0..<count).sorted { key($0) == key($1) ? $0 < $1 : key($0) > key($1) }
            #expect((0..<count).map { ranking[$0] } == sorted)
        }
    }

    @Test(arguments: [
        "weight: 0%", "weight: 101%", "max_positions: 0", "gross_target: 0%", "weight: 5", "units: 0",
        "{ units: 10, weight: 5% }",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(!FixedSizer.Settings.issues(yaml).isEmpty)
    }
}
