import Testing

@testable import SluiceNumerics

@Suite struct OutOfFoldRidgeTests {
    private let scaled = try? OutOfFoldRidge(.standardised(alphaPerRow: 0.01))

    @Test func `the worked number`() throws {
        let fit = try #require(
            OutOfFoldRidge(.plain(alpha: 14)).fit(forecasts: [[1, 2, 3]], outcomes: [2, 4, 6]))
        #expect(fit.rows == 3 && fit.weights == [1] && (fit.coefficients[0] - 1).magnitude < 1e-15)
    }

    @Test func `rows with anything absent are left out`() throws {
        let rule = try OutOfFoldRidge(.plain(alpha: 0.1))
        let fit = rule.fit(
            forecasts: [[1, .nan, 3, 4], [2, 5, -1, .infinity]], outcomes: [1, 2, .nan, 3])
        #expect(fit?.rows == 1)
        #expect(fit == rule.fit(forecasts: [[1], [2]], outcomes: [1]))
    }

    @Test func `nothing to learn from weighs alike, or not at all`() throws {
        let rule = try OutOfFoldRidge(.plain(alpha: 0.1))
        let none = rule.fit(forecasts: [[.nan], [1]], outcomes: [1])
        #expect(none == OutOfFoldRidge.Fit(rows: 0, coefficients: [0, 0], weights: [0.5, 0.5]))
        #expect(rule.fit(forecasts: [], outcomes: [1]) == nil)
        #expect(scaled?.fit(forecasts: [[1], [2]], outcomes: [1]) == nil)
    }

    @Test func `a member that never moves has no coefficient`() throws {
        let rule = try #require(scaled)
        let fit = try #require(
            rule.fit(forecasts: [[0.1, 0.1, 0.1, 0.1], [1, 2, 3, 5]], outcomes: [1, 2, 3, 4]))
        #expect(fit.coefficients[0] == 0 && fit.weights[1] > 0.9)
    }

    @Test(arguments: [0, -1, .nan, .infinity] as [Double])
    func `a penalty has to be above zero`(penalty: Double) {
        #expect(throws: InvalidParameter.self) { try OutOfFoldRidge(.plain(alpha: penalty)) }
        #expect(throws: InvalidParameter.self) { try OutOfFoldRidge(.standardised(alphaPerRow: penalty)) }
    }

    @Test func `what the standardised fit promises, in 2,000 cases of seed 311`() throws {
        let rule = try #require(scaled)
        #expect(Self.faults(seed: 311, cases: 2_000) { rule.fit(forecasts: $0, outcomes: $1)?.weights } == [])
    }

    @Test func `a fit that depends on scale or order is noticed`() throws {
        let plain = try OutOfFoldRidge(.plain(alpha: 1))
        let scale = Self.faults(seed: 312, cases: 50) { plain.fit(forecasts: $0, outcomes: $1)?.weights }
        #expect(scale.contains("scale"))
        let order = Self.faults(seed: 313, cases: 50) { forecasts, _ in
            forecasts.indices.map { $0 == 0 ? 1 : 0 }
        }
        #expect(order.contains("order"))
        let sum = Self.faults(seed: 314, cases: 50) { plain.fit(forecasts: $0, outcomes: $1)?.coefficients }
        #expect(sum.contains("sum"))
    }

    private static func faults(
        seed: UInt64, cases: Int, fit: ([[Double]], [Double]) -> [Double]?
    ) -> Set<String> {
        var dice = SeededDice(seed: seed)
        var faults: Set<String> = []
        for _ in 0..<cases {
            let rows = 8 + dice.below(30)
            let outcomes = (0..<rows).map { _ in dice.gappy(0.05) }
            let forecasts = (0...dice.below(5)).map { member in
                outcomes.map { ($0.isNaN ? 0 : $0) * Double(member) * 0.3 + dice.gappy(0.05) }
            }
            guard let weights = fit(forecasts, outcomes) else { continue }
            if (weights.reduce(0, +) - 1).magnitude > 1e-12 { faults.insert("sum") }
            let order = forecasts.indices.shuffled(using: &dice)
            let permuted = fit(order.map { forecasts[$0] }, outcomes) ?? []
            if !isClose(permuted, order.map { weights[$0] }) { faults.insert("order") }
            let factors = forecasts.map { _ in 0.001 + 1_000 * dice.unit() }
            let stretched = zip(forecasts, factors).map { column, factor in column.map { $0 * factor + 5 } }
            if !isClose(fit(stretched, outcomes.map { $0 * 1e-4 }) ?? [], weights, 1e-7) {
                faults.insert("scale")
            }
        }
        return faults
    }
}

@Suite struct StackedRidgeTests {
    @Test func `the worked number, and an intercept that is not shrunk`() throws {
        let fit = try #require(StackedRidge(alpha: 2).fit(forecasts: [[1, 2, 3]], outcomes: [3, 5, 7]))
        #expect(fit.rows == 3 && isClose([fit.intercept] + fit.coefficients, [3, 1]))
        let moved = try #require(
            StackedRidge(alpha: 2).fit(forecasts: [[1, 2, 3]], outcomes: [103, 105, 107]))
        #expect(isClose([moved.intercept] + moved.coefficients, [103, 1]))
    }

    @Test func `absent rows are left out, and nothing gives nothing`() throws {
        let rule = try StackedRidge()
        let fit = rule.fit(forecasts: [[1, .nan, 2], [0, 1, 5]], outcomes: [1, 2, 4])
        #expect(fit == rule.fit(forecasts: [[1, 2], [0, 5]], outcomes: [1, 4]) && fit?.rows == 2)
        #expect(rule.fit(forecasts: [[.nan]], outcomes: [1]) == nil)
        #expect(rule.fit(forecasts: [], outcomes: [1]) == nil)
        #expect(throws: InvalidParameter.self) { try StackedRidge(alpha: 0) }
    }
}
