import Foundation
import SluiceNumerics
import Testing

@Suite struct BacktestOverfittingTests {
    private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

    @Test func `a best that is always the worst elsewhere is overfitted`() throws {
        let trials = try TrialReturns([[1, 1, -1, -1], [-1, -1, 1, 1], [0, 0.1, 0, 0.1]])
        let found = try BacktestOverfitting(trials, blocks: 2, by: .mean)
        #expect(found.logits.allSatisfy { near($0, log(1.0 / 3)) } && found.logits.count == 2)
        #expect(found.probability == 1 && found.lossProbability == 1)
        #expect(found.inSample == [1, 1] && found.outOfSample == [-1, -1])
        #expect(found.degradation.slope.isNaN)
    }

    @Test func `a best that is the best everywhere is not overfitted`() throws {
        var dice = SeededDice(seed: 41)
        let trials = (0..<20).map { trial in (0..<160).map { _ in dice.normal() + (trial == 7 ? 2 : 0) } }
        let found = try BacktestOverfitting(try TrialReturns(trials), blocks: 8)
        #expect(found.probability == 0 && found.lossProbability == 0 && found.logits.count == 70)
        #expect(found.logits.allSatisfy { near($0, log(20.0)) })
    }

    @Test func `without skill the best is below the median half the time (30 tables, seed 42)`() throws {
        var dice = SeededDice(seed: 42)
        var (sum, falling) = (0.0, 0)
        for _ in 0..<30 {
            let trials = (0..<20).map { _ in (0..<64).map { _ in dice.normal() } }
            let found = try BacktestOverfitting(try TrialReturns(trials), blocks: 8)
            sum += found.probability
            falling += found.degradation.slope < 0 ? 1 : 0
        }
        #expect((0.4...0.65).contains(sum / 30), "\(sum / 30)")
        #expect(falling > 20)
    }

    /// The rule as the paper writes it, without sums of blocks: each half's rows are laid end to end.
    private func plain(
        _ trials: [[Double]], blocks: Int, by measure: BacktestOverfitting.Measure, isReversed: Bool = false
    ) -> [Double] {
        let first = trials[0].count % blocks
        let size = trials[0].count / blocks
        func value(_ trial: [Double], _ choice: Int) -> Double {
            var rows: [Double] = []
            for block in 0..<blocks where choice >> block & 1 == 1 {
                let start: Int = first + block * size
                rows += trial[start..<start + size]
            }
            let moments = SampleMoments(rows.span)
            if measure == .mean { return moments.mean }
            return moments.deviation > 1e-9 ? moments.mean / moments.deviation : 0
        }
        var logits: [Double] = []
        for one in 0..<(1 << blocks) where one.nonzeroBitCount == blocks / 2 && one & 1 == 1 {
            for choice in [one, ~one] {
                let inside: [Double] = trials.map { value($0, choice) }
                let outside: [Double] = trials.map { value($0, ~choice) }
                let best: Int = inside.firstIndex(of: inside.max() ?? 0) ?? 0
                let found: Double = outside[best]
                let below: Int = outside.count { isReversed ? $0 > found : $0 < found }
                let equal: Int = outside.count { $0 == found }
                let rank: Double = Double(below) + Double(equal + 1) / 2
                let share: Double = rank / Double(trials.count + 1)
                logits.append(log(share / (1 - share)))
            }
        }
        return logits
    }

    @Test func `sums of blocks give what whole halves give (80 tables, seed 43)`() throws {
        var dice = SeededDice(seed: 43)
        var caught = 0
        for round in 0..<80 {
            let blocks = 2 * (1 + dice.below(4))
            let periods = max(4, blocks) + dice.below(40)
            // Halves of few returns tie where all but one are zero, and rounding would decide.
            let isGappy = round % 4 == 0 && periods > 24
            let table = (0..<2 + dice.below(12)).map { _ in
                (0..<periods).map { _ in isGappy && dice.unit() < 0.3 ? 0 : dice.normal() * 0.01 }
            }
            for measure in BacktestOverfitting.Measure.allCases {
                let found = try BacktestOverfitting(try TrialReturns(table), blocks: blocks, by: measure)
                let wanted = plain(table, blocks: blocks, by: measure)
                #expect(found.logits.count == wanted.count)
                #expect(zip(found.logits, wanted).allSatisfy { near($0, $1) }, "round \(round), \(measure)")
                let wrong = plain(table, blocks: blocks, by: measure, isReversed: true)
                if !zip(found.logits, wrong).allSatisfy({ near($0, $1) }) { caught += 1 }
            }
        }
        #expect(caught > 100, "a rank from the wrong end is noticed")
    }

    @Test func `the oldest periods that fill no block, and broken trials, take no part`() throws {
        var dice = SeededDice(seed: 44)
        let table = (0..<5).map { _ in (0..<24).map { _ in dice.normal() } }
        let whole = try BacktestOverfitting(try TrialReturns(table), blocks: 8)
        let longer = table.map { [9, -9, 9] + $0 } + [Array(repeating: .nan, count: 27)]
        let found = try BacktestOverfitting(try TrialReturns(longer), blocks: 8)
        #expect(found.unusedPeriods == 3 && found.trials == 5 && whole.unusedPeriods == 0)
        #expect(zip(found.logits, whole.logits).allSatisfy { near($0, $1) })
    }

    @Test func `equal trials: the first is taken, and its rank is shared`() throws {
        let one = [0.01, -0.02, 0.03, 0.01, 0.02, -0.01, 0.0, 0.01]
        let found = try BacktestOverfitting(try TrialReturns([one, one, one]), blocks: 4)
        #expect(found.logits.allSatisfy { $0 == 0 } && found.probability == 1)
        let idle = Array(repeating: 0.0, count: 8)
        let still = try BacktestOverfitting(try TrialReturns([idle, idle]), blocks: 4)
        #expect(still.inSample.allSatisfy { $0 == 0 } && still.lossProbability == 0)
        #expect(still.degradation.slope.isNaN && still.degradation.intercept.isNaN)
    }

    @Test func `what has no answer is refused`() throws {
        let trials = try TrialReturns([[1, 2, 3, 4], [4, 3, 2, 1]])
        for blocks in [-2, 0, 1, 3, 6, 22] {
            #expect(throws: InvalidParameter.self) { try BacktestOverfitting(trials, blocks: blocks) }
        }
        let few = try TrialReturns([[1, 2, 3], [3, 2, 1]])
        #expect(throws: InvalidParameter.self) { try BacktestOverfitting(few, blocks: 2) }
        let broken = try TrialReturns([[1, 2, 3, 4], [.nan, 3, 2, 1]])
        #expect(throws: InvalidParameter.self) { try BacktestOverfitting(broken, blocks: 2) }
        #expect(BacktestOverfitting.blocks(for: 15) == nil && BacktestOverfitting.blocks(for: 16) == 4)
        #expect(BacktestOverfitting.blocks(for: 63) == 14 && BacktestOverfitting.blocks(for: 9_999) == 16)
    }
}
