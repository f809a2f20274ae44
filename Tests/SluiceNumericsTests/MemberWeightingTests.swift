import SluiceNumerics
import Testing

@Suite struct MemberWeightingTests {
    // MARK: Adaptive

    private func adaptive(_ histories: [[Double]], recent: Int = 10) throws -> [Double] {
        var weighting = try AdaptiveWeighting(members: histories.count, recent: recent)
        for (member, history) in histories.enumerated() {
            for correlation in history { weighting.push(correlation, member: member) }
        }
        var weights = histories.map { _ in 0.0 }
        var span = weights.mutableSpan
        weighting.weigh(into: &span)
        return weights
    }

    @Test func `correlations weigh by their recent means, none below zero`() throws {
        #expect(try isClose(adaptive([[0.3, 0.1], [0.4, 0.8]]), [0.25, 0.75]))
        #expect(try adaptive([[-0.2], [0.1]]) == [0, 1])
        #expect(try adaptive([[-0.2], [-0.1], [0]]) == [1.0 / 3, 1.0 / 3, 1.0 / 3])
        #expect(try adaptive([[], []]) == [0.5, 0.5])
        #expect(try adaptive([[.nan, 0.2, .infinity], [0.2]]) == [0.5, 0.5])
        #expect(try isClose(adaptive([[0.9, 0.1], [0.3]], recent: 1), [0.25, 0.75]))
    }

    @Test func `a past is taken back`() throws {
        var one = try AdaptiveWeighting(groups: 2, members: 2, recent: 3)
        for value in [0.1, 0.4, 0.2, 0.6] { one.push(value, group: 1, member: 0) }
        var other = try AdaptiveWeighting(groups: 2, members: 2, recent: 3)
        expect(other.restore(one.state))
        expect(!other.restore([1]))
        one.push(0.3, group: 1, member: 1)
        other.push(0.3, group: 1, member: 1)
        #expect(one.state == other.state)
    }

    // MARK: Zoo

    private func zoo(
        _ matrix: [Double], _ coefficients: [Double], costs: [Double]? = nil, lambda: Double = 0.15,
        temperature: Temperature? = nil
    ) throws -> (weights: [Double], outcome: RidgeWeighting.Outcome) {
        var rule = try ZooWeighting(lambda: lambda, capacity: 8)
        var weights = coefficients
        var span = weights.mutableSpan
        let shares = costs ?? coefficients.map { _ in 0 }
        let power = try temperature ?? Temperature(1)
        let outcome = rule.weigh(
            correlation: matrix.span, informationCoefficients: coefficients.span, costShares: shares.span,
            temperature: power, into: &span)
        return (weights, outcome)
    }

    @Test func `costs may eat all of a model's information`() throws {
        let bare = [1, 0, 0, 0, 1, 0, 0, 0, 1] as [Double]
        #expect(try isClose(zoo(bare, [0.1, 0.05, -0.01]).weights, [2.0 / 3, 1.0 / 3, 0]))
        #expect(try zoo([1, 0, 0, 1], [0.1, 0.05], costs: [0, 0.1]).weights == [1, 0])
        let none = try zoo([1, 0, 0, 1], [0.1, 0.05], costs: [0.3, 0.1])
        #expect(none.weights == [0.5, 0.5] && none.outcome == .equal)
        let sharp = try zoo([1, 0, 0, 1], [0.1, 0.05], temperature: Temperature(0.5, form: .inverse))
        #expect(isClose(sharp.weights, [0.8, 0.2]))
        #expect(try zoo([1, 2, 2, 1], [0.1, 0.05]).outcome == .notCorrelation)
    }

    // MARK: Confidence

    @Test func `confidence is information, freshness and capacity over error`() throws {
        let rule = try ForecastConfidence()
        let value = rule.value(
            informationCoefficient: 0.1, age: 150, tradedValue: 100, plannedValue: 20, error: 2)
        #expect((value - 0.009_196_986).magnitude < 1e-9)
        #expect(rule.freshness(age: 0) == 1 && rule.freshness(age: -1).isNaN)
        #expect(rule.capacity(tradedValue: 1e6, plannedValue: 10) == 1)
        for (traded, planned) in [(1, 0), (.nan, 1), (1, .nan), (-1, 1)] as [(Double, Double)] {
            #expect(rule.capacity(tradedValue: traded, plannedValue: planned).isNaN)
        }
        for error in [0, -1, .nan] as [Double] {
            let value = rule.value(
                informationCoefficient: 0.1, age: 1, tradedValue: 1, plannedValue: 1, error: error)
            #expect(value.isNaN)
        }
    }

    // MARK: Allocation

    @Test func `ridge moves alphas toward what diversifies`() throws {
        var rule = try RidgeAllocation(lambda: 1, capacity: 2)
        var weights = [0.0, 0]
        var span = weights.mutableSpan
        let isSolved = rule.weigh([1, 1].span, covariance: [1, 0, 0, 3].span, into: &span)
        #expect(isSolved && isClose(weights, [0.5, 0.25]))
    }

    @Test func `a singular covariance gives no weights`() throws {
        var rule = try RidgeAllocation(lambda: 0, capacity: 2)
        var weights = [0.0, 0]
        for matrix in [[1, 1, 1, 1], [1, .nan, .nan, 1], [-1, 0, 0, 1]] as [[Double]] {
            var span = weights.mutableSpan
            let isSolved = rule.weigh([1, 1].span, covariance: matrix.span, into: &span)
            #expect(!isSolved && weights.allSatisfy { $0.isNaN })
        }
    }

    @Test func `a system is solved, in 1,000 cases of seed 321`() throws {
        var dice = SeededDice(seed: 321)
        var system = try PositiveSystem(capacity: 12)
        for _ in 0..<1_000 {
            let count = 1 + dice.below(12)
            let parts = (0..<count).map { _ in (0..<count).map { _ in dice.normal() } }
            let matrix = parts.flatMap { one in parts.map { zip(one, $0).reduce(0) { $0 + $1.0 * $1.1 } } }
            let wanted = (0..<count).map { _ in dice.normal() }
            var unknowns = (0..<count).map { row in
                (0..<count).reduce(0.5 * wanted[row]) { $0 + matrix[row * count + $1] * wanted[$1] }
            }
            var span = unknowns.mutableSpan
            expect(system.solve(matrix.span, shift: 0.5, into: &span))
            #expect(isClose(unknowns, wanted))
        }
    }
}
