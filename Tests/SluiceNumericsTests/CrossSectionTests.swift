import SluiceNumerics
import Testing

@Suite struct CrossSectionTests {
    private func winsorized(
        _ values: [Double], _ bounds: Winsorization.Bounds, minimum: Int = 5
    ) throws -> [Double] {
        var rule = try Winsorization(capacity: max(values.count, 1), bounds: bounds, minimum: minimum)
        var results = [Double](repeating: -1, count: values.count)
        var target = results.mutableSpan
        rule.apply(values.span, into: &target)
        return results
    }

    private func neutral(
        _ values: [Double], _ groups: [Int], minimum: Int = 2, standardizes: Bool = false
    ) throws -> [Double] {
        var rule = try GroupNeutralization(groups: groups, minimum: minimum, standardizes: standardizes)
        var results = [Double](repeating: -1, count: values.count)
        var target = results.mutableSpan
        rule.apply(values.span, into: &target)
        return results
    }

    @Test func `worked numbers`() throws {
        #expect(try winsorized([1, 100, 2, 3, 4], .quantile(tail: 0.2)) == [2, 4, 2, 3, 4])
        let far = try winsorized([1, 2, 3, 4, 100], .deviations(3))
        #expect(far[..<4] == [1, 2, 3, 4] && abs(far[4] - 7.447_8) < 1e-4)
        #expect(try neutral([1, 3, 10, 20], [0, 0, 1, 1]) == [-1, 1, -5, 5])
        #expect(try neutral([1, 3, 10, 20], [0, 0, 1, 1], standardizes: true) == [-1, 1, -1, 1])
    }

    @Test func `what is not finite is absent, and does not count`() throws {
        let got = try winsorized([1, .nan, 100, 2, 3, .infinity, 4], .quantile(tail: 0.2))
        #expect(got[0] == 2 && got[1].isNaN && got[2] == 4 && got[5].isNaN)
        let left = try neutral([1, 3, .nan, .infinity], [0, 0, 0, 0])
        #expect(left[..<2] == [-1, 1] && left[2].isNaN && left[3].isNaN)
    }

    @Test func `too few numbers, or no deviation, leave all as it is`() throws {
        #expect(try winsorized([1, 2, 3, 400], .quantile(tail: 0.3)) == [1, 2, 3, 400])
        #expect(try winsorized([1, 2, 3, 400], .quantile(tail: 0.3), minimum: 4) == [2, 2, 3, 3])
        #expect(try winsorized([7, 7, 7, 7, 400], .deviations(2)) == [7, 7, 7, 7, 400])
        #expect(try winsorized([], .quantile(tail: 0.1)) == [])
        #expect(try winsorized([1, 2, 3, 4, 5], .quantile(tail: 0.5)) == [3, 3, 3, 3, 3])
    }

    @Test func `a small group and a stranger are absent, equal numbers are nothing apart`() throws {
        let got = try neutral([1, 3, 5, 7], [0, 0, 1, -1])
        #expect(got[..<2] == [-1, 1] && got[2].isNaN && got[3].isNaN)
        #expect(try neutral([5], [0], minimum: 1) == [0])
        #expect(try neutral([0.1, 0.1, 0.1], [0, 0, 0], standardizes: true) == [0, 0, 0])
        #expect(try neutral([], []) == [])
        let huge = try neutral([1e308, 1e308, -1e308], [0, 0, 0])
        #expect(huge.allSatisfy { !$0.isInfinite })
    }

    @Test func `quantiles twice are quantiles once, 300 rounds of seed 331`() throws {
        var (dice, changed) = (SeededDice(seed: 331), 0)
        for _ in 0..<300 {
            let values = (0..<(5 + dice.below(60))).map { _ in dice.gappy(0.1) * dice.normal() }
            let bounds = Winsorization.Bounds.quantile(tail: 0.5 * dice.unit())
            let once = try winsorized(values, bounds, minimum: 1)
            let twice = try winsorized(once, bounds, minimum: 1)
            #expect(once.map(\.bitPattern) == twice.map(\.bitPattern))
            // Another tail is noticed.
            let other = try winsorized(once, .quantile(tail: 0.5), minimum: 1)
            changed += once.map(\.bitPattern) != other.map(\.bitPattern) ? 1 : 0
        }
        #expect(changed > 200)
    }

    @Test func `order is kept and bounds are numbers of the cross-section, 300 rounds of seed 332`() throws {
        var dice = SeededDice(seed: 332)
        for _ in 0..<300 {
            let values = (0..<(5 + dice.below(60))).map { _ in dice.normal() }
            let got = try winsorized(values, .quantile(tail: 0.2 * dice.unit()))
            let pairs = zip(values, got).sorted { $0.0 < $1.0 }.map(\.1)
            #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(got.allSatisfy(values.contains))
        }
    }

    @Test func `each group sums to zero, 300 rounds of seed 333`() throws {
        var dice = SeededDice(seed: 333)
        for _ in 0..<300 {
            let count = 2 + dice.below(60)
            let values = (0..<count).map { _ in 5 + dice.gappy(0.1) }
            let groups = (0..<count).map { _ in dice.below(5) - 1 }
            for standardizes in [false, true] {
                let got = try neutral(values, groups, standardizes: standardizes)
                func sums(_ got: [Double]) -> [Double] {
                    (0..<4).map { group in
                        got.indices.filter { groups[$0] == group && !got[$0].isNaN }.reduce(0) {
                            $0 + got[$1]
                        }
                    }
                }
                #expect(sums(got).allSatisfy { abs($0) < 1e-10 })
                #expect(got.indices.allSatisfy { groups[$0] >= 0 || got[$0].isNaN })
                // A mean over all of them instead is noticed wherever two groups speak.
                let pooled = try neutral(values, groups.map { min($0, 0) })
                let speaking = Set(got.indices.filter { !got[$0].isNaN }.map { groups[$0] }).count
                #expect(speaking < 2 || sums(pooled).contains { abs($0) > 1e-10 })
            }
        }
    }

    @Test func `a permutation of instruments permutes the result, 200 rounds of seed 334`() throws {
        var dice = SeededDice(seed: 334)
        for _ in 0..<200 {
            let values = (0..<(5 + dice.below(40))).map { _ in dice.gappy(0.1) }
            let groups = values.map { _ in dice.below(4) - 1 }
            let order = values.indices.shuffled(using: &dice)
            let plain = try winsorized(values, .deviations(1))
            let shuffled = try winsorized(order.map { values[$0] }, .deviations(1))
            #expect(shuffled.map(\.bitPattern) == order.map { plain[$0].bitPattern })
            let left = try neutral(values, groups)
            let other = try neutral(order.map { values[$0] }, order.map { groups[$0] })
            for (got, place) in zip(other, order) {
                #expect(got.isNaN ? left[place].isNaN : abs(got - left[place]) < 1e-12)
            }
        }
    }

    @Test func `parameters without a meaning are refused`() {
        #expect(throws: InvalidParameter.self) {
            try Winsorization(capacity: 5, bounds: .quantile(tail: 0.6))
        }
        #expect(throws: InvalidParameter.self) { try Winsorization(capacity: 5, bounds: .deviations(0)) }
        #expect(throws: InvalidParameter.self) { try GroupNeutralization(groups: [-2]) }
        #expect(throws: InvalidParameter.self) { try GroupNeutralization(groups: [0], minimum: 0) }
    }
}
