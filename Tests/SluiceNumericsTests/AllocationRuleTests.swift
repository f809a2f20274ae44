import SluiceNumerics
import Testing

/// Risk parity, minimum variance, hierarchical risk parity and the ridge, each by its definition.
@Suite struct AllocationRuleTests {
    private func diagonal(_ variances: [Double]) -> SquareMatrix {
        let matrix = SquareMatrix(variances.count)
        for (index, variance) in variances.enumerated() { matrix[index, index] = variance }
        return matrix
    }

    private func weights(
        _ count: Int, _ solve: (inout MutableSpan<Double>) -> Bool
    ) -> [Double]? {
        var weights = [Double](repeating: .nan, count: count)
        var span = weights.mutableSpan
        return solve(&span) ? weights : nil
    }

    private func near(_ found: [Double]?, _ wanted: [Double], within: Double = 1e-12) -> Bool {
        guard let found, found.count == wanted.count else { return false }
        return zip(found, wanted).allSatisfy { abs($0 - $1) <= within }
    }

    @Test func `the worked numbers`() throws {
        let two = diagonal([0.01, 0.04])
        let (parity, least) = (try RiskParity(capacity: 2), try MinimumVariance(capacity: 2))
        let tree = try HierarchicalRiskParity(capacity: 2)
        #expect(near(weights(2) { parity.solve(two, &$0) }, [2.0 / 3, 1.0 / 3], within: 1e-10))
        #expect(near(weights(2) { least.solve(two, &$0) }, [0.8, 0.2]))
        #expect(near(weights(2) { least.solve(two, cap: 0.6, &$0) }, [0.6, 0.4]))
        #expect(near(weights(2) { least.solve(two, cap: 0.3, &$0) }, [0.3, 0.3]))
        #expect(near(weights(2) { tree.solve(two, &$0) }, [0.8, 0.2]))
        let ridge = try RidgePortfolio(capacity: 2, form: .ridge(lambda: 0.5))
        #expect(ridge.factor(diagonal([1, 3]), 2))
        var scores = [1.0, 1]
        var span = scores.mutableSpan
        #expect(ridge.solve(&span) && near(scores, [0.5, 0.25]))
        let averse = try RidgePortfolio(capacity: 2, form: .riskAversion(gamma: 2))
        #expect(averse.factor(two, 2))
        var alphas = [0.01, 0.02]
        span = alphas.mutableSpan
        #expect(averse.solve(&span) && near(alphas, [0.5, 0.25]))
    }

    @Test func `in 10,000 random books all risk contributions are equal to 1e-10 (seed 505)`() throws {
        var (dice, uneven) = (SeededDice(seed: 505), 0)
        let rule = try RiskParity(capacity: 7)
        for number in 0..<10_000 {
            let book = RandomBook(&dice, count: 1 + dice.below(7), signed: number % 2 == 1)
            let weights = try #require(book.weights { rule.solve($0, &$1) })
            #expect(book.unevenness(weights) <= 1e-10)
            #expect(weights.allSatisfy { $0 > 0 } && abs(weights.reduce(0, +) - 1) < 1e-12)
            // One over the volatility is the mistake that the check has to see.
            let naive = (0..<book.count).map { 1 / book.matrix[$0, $0].squareRoot() }
            uneven += book.unevenness(naive) > 1e-3 ? 1 : 0
        }
        #expect(uneven > 5_000)
    }

    @Test func `risk contributions are equal in 12 books of up to 150, half of them hedged (seed 509)`()
        throws
    {
        var dice = SeededDice(seed: 509)
        let rule = try RiskParity(capacity: 150)
        for number in 0..<12 {
            let book = RandomBook(&dice, count: 150 - dice.below(20), signed: number % 2 == 1)
            let weights = try #require(book.weights { rule.solve($0, &$1) })
            #expect(book.unevenness(weights) <= 1e-10 && weights.allSatisfy { $0 > 0 })
            // A weight that is moved by a millionth is the mistake that the check has to see.
            var moved = weights
            moved[dice.below(book.count)] *= 1 + 1e-6
            #expect(book.unevenness(moved) > 1e-7)
        }
    }

    // Conjugate gradients give these up, so that only a decomposition finds them.
    @Test(arguments: [0.1, 0.01, 0.001])
    func `risk contributions are equal where hedges all but cancel (seed 510)`(own: Double) throws {
        let count = 60
        var dice = SeededDice(seed: 510)
        let loads = (0..<count).map { _ in (0..<count / 2).map { _ in dice.normal() } }
        let book = RandomBook(&dice, count: count)
        for row in 0..<count {
            for column in 0..<count {
                let common = zip(loads[row], loads[column]).reduce(0) { $0 + $1.0 * $1.1 }
                book.matrix[row, column] = common + (row == column ? own : 0)
            }
        }
        let rule = try RiskParity(capacity: count)
        let weights = try #require(book.weights { rule.solve($0, &$1) })
        #expect(book.unevenness(weights) <= 1e-10 && weights.allSatisfy { $0 > 0 })
    }

    @Test func `risk parity depends on no order, scale or first guess in 1,000 books (seed 506)`() throws {
        var dice = SeededDice(seed: 506)
        let rule = try RiskParity(capacity: 6)
        for number in 0..<1_000 {
            let book = RandomBook(&dice, count: 2 + dice.below(5), signed: number % 2 == 1)
            let weights = try #require(book.weights { rule.solve($0, &$1) })
            let order = dice.order(book.count)
            let moved = RandomBook(book, order: order, factor: 3_000)
            var again = (0..<book.count).map { _ in dice.unit() }
            var span = again.mutableSpan
            #expect(rule.solve(moved.matrix, &span))
            for index in again.indices { #expect(abs(again[index] - weights[order[index]]) < 1e-8) }
        }
    }

    @Test func `in 2,000 random books no shift lowers the least variance (seed 507)`() throws {
        var (dice, missed) = (SeededDice(seed: 507), 0)
        let rule = try MinimumVariance(capacity: 8)
        for number in 0..<2_000 {
            let book = RandomBook(&dice, count: 1 + dice.below(8), signed: number % 3 == 0)
            let cap = number % 2 == 0 ? 1 : 0.1 + 0.9 * dice.unit()
            let weights = try #require(book.weights { rule.solve($0, cap: cap, &$1) })
            #expect(isLeast(weights, book, cap: cap))
            let alike = (0..<book.count).map { _ in min(1 / Double(book.count), cap) }
            missed += isLeast(alike, book, cap: cap) ? 0 : 1
        }
        #expect(missed > 1_000)
    }

    /// Whether weights keep the conditions of Karush, Kuhn and Tucker.
    private func isLeast(_ x: [Double], _ book: RandomBook, cap: Double) -> Bool {
        let wanted = min(1, Double(book.count) * cap)
        guard abs(x.reduce(0, +) - wanted) < 1e-9, x.allSatisfy({ $0 >= 0 && $0 <= cap }) else {
            return false
        }
        let marginal = book.marginal(x)
        // Who can be lowered must not have a greater marginal risk than who can be raised.
        let lowered = x.indices.filter { x[$0] > 1e-9 }.map { marginal[$0] }.max() ?? -.infinity
        let raised = x.indices.filter { x[$0] < cap - 1e-9 }.map { marginal[$0] }.min() ?? .infinity
        return lowered <= raised + 1e-9 * raised.magnitude
    }

    @Test func `a tree's weights sum to 1 and depend on no scale in 2,000 books (seed 508)`() throws {
        var (dice, treeless) = (SeededDice(seed: 508), 0)
        for distance in HierarchicalRiskParity.Distance.allCases {
            let rule = try HierarchicalRiskParity(capacity: 9, distance: distance)
            for _ in 0..<1_000 {
                let book = RandomBook(&dice, count: 1 + dice.below(9), signed: true)
                let weights = try #require(book.weights { rule.solve($0, &$1) })
                #expect(weights.allSatisfy { $0 > 0 } && abs(weights.reduce(0, +) - 1) < 1e-12)
                let scaled = RandomBook(book, order: Array(0..<book.count), factor: 1_024)
                #expect(near(scaled.weights { rule.solve($0, &$1) }, weights))
                // Two leaves split by one over their variance; more than two do so only without a tree.
                let inverse = (0..<book.count).map { 1 / book.matrix[$0, $0] }
                let sum = inverse.reduce(0, +)
                let isTreeless = near(inverse.map { $0 / sum }, weights, within: 1e-9)
                #expect(isTreeless || book.count > 2)
                treeless += isTreeless && book.count > 2 ? 1 : 0
            }
        }
        #expect(treeless < 20)
    }

    @Test func `a covariance without a meaning has no weights`() throws {
        let (parity, least) = (try RiskParity(capacity: 2), try MinimumVariance(capacity: 2))
        let tree = try HierarchicalRiskParity(capacity: 2)
        for variances in [[0.0, 1], [.nan, 1], [-1, 1], [.infinity, 1]] {
            let matrix = diagonal(variances)
            #expect(weights(2) { parity.solve(matrix, &$0) } == nil)
            #expect(weights(2) { least.solve(matrix, &$0) } == nil)
            #expect(weights(2) { tree.solve(matrix, &$0) } == nil)
        }
        // Two alike that hedge each other wholly: no risk, and no end to either's size.
        let hedged = diagonal([1, 1])
        (hedged[0, 1], hedged[1, 0]) = (-1, -1)
        #expect(weights(2) { parity.solve(hedged, &$0) } == nil)
        #expect(weights(0) { parity.solve(hedged, &$0) } == nil)
        #expect(throws: InvalidParameter.self) { try RiskParity(capacity: 0) }
        #expect(throws: InvalidParameter.self) { try MinimumVariance(capacity: 5_000) }
        #expect(throws: InvalidParameter.self) { try HierarchicalRiskParity(capacity: 0) }
        #expect(throws: InvalidParameter.self) { try RidgePortfolio(capacity: 2, form: .ridge(lambda: 0)) }
        #expect(throws: InvalidParameter.self) {
            try RidgePortfolio(capacity: 2, form: .riskAversion(gamma: .nan))
        }
    }
}
