import SluiceNumerics
import Testing

@Suite struct RidgeTests {
    @Test func `uncorrelated members are weighted by strength`() throws {
        for lambda in [0, 0.15, 10] {
            let (weights, outcome) = try Self.solve([1, 0, 0, 1], [0.1, 0.05], lambda: lambda)
            #expect(outcome == .solved)
            #expect(abs(weights[0] - 2.0 / 3) < 1e-12 && abs(weights[1] - 1.0 / 3) < 1e-12)
        }
    }

    @Test func `a lambda of 0 stays 0`() throws {
        let matrix = [1, 0.5, 0.5, 1]
        let bare = try Self.solve(matrix, [0.1, 0.06], lambda: 0).weights
        let raw = [(0.1 - 0.5 * 0.06) / 0.75, (0.06 - 0.5 * 0.1) / 0.75]
        #expect(abs(bare[0] - raw[0] / (raw[0] + raw[1])) < 1e-12)
        expect(try Self.solve(matrix, [0.1, 0.06], lambda: 0.15).weights != bare)
    }

    @Test(
        arguments: [
            [1, 0.99, -0.99, 0.99, 1, 0.99, -0.99, 0.99, 1],
            [1, 0.5, 0, 0.4, 1, 0, 0, 0, 1],
            [1, 1.5, 0, 1.5, 1, 0, 0, 0, 1],
            [1, 0, 0, 0, 2, 0, 0, 0, 1],
            [1, .infinity, 0, .infinity, 1, 0, 0, 0, 1],
        ] as [[Double]])
    func `what cannot be correlations weighs nobody`(matrix: [Double]) throws {
        let (weights, outcome) = try Self.solve(matrix, [0.1, 0.1, 0.1])
        #expect(outcome == .notCorrelation)
        #expect(weights.allSatisfy { $0.isNaN })
    }

    @Test func `a singular matrix of identical members is a correlation matrix`() throws {
        let ones = [Double](repeating: 1, count: 9)
        let (weights, outcome) = try Self.solve(ones, [0.1, 0.1, 0.1])
        #expect(outcome == .solved && weights.allSatisfy { abs($0 - 1.0 / 3) < 1e-12 })
        expect(try Self.solve(ones, [0.1, 0.2, 0.3], lambda: 0).outcome == .equal)
    }

    @Test func `an absent entry or a wrong shape leaves strength alone`() throws {
        for matrix in [[1, .nan, 0.3, 1], [1, 0.5], []] as [[Double]] {
            let (weights, outcome) = try Self.solve(matrix, [0.1, 0.05])
            #expect(outcome == .uncorrelated && abs(weights[0] - 2.0 / 3) < 1e-12)
        }
    }

    @Test func `a member of unknown strength takes no part`() throws {
        let (weights, _) = try Self.solve([1, 0.9, 0.2, 0.9, 1, 0.1, 0.2, 0.1, 1], [0.1, .nan, 0.05])
        let without = try Self.solve([1, 0.2, 0.2, 1], [0.1, 0.05]).weights
        #expect(weights[1] == 0 && weights[0] == without[0] && weights[2] == without[1])
        expect(try Self.solve([1, 0, 0, 1], [.nan, .nan]).weights == [0, 0])
    }

    @Test func `strength has a floor and pays its costs`() throws {
        let rule = try RidgeWeighting()
        #expect(rule.strength(informationCoefficient: 0.1, costShare: 0.04) == 0.08)
        #expect(rule.strength(informationCoefficient: -1) == 0.01)
        #expect(rule.strength(informationCoefficient: .nan).isNaN)
        #expect(rule.strength(informationCoefficient: 0.1, costShare: .nan).isNaN)
    }

    @Test func `when every raw weight is too small all are equal`() throws {
        let (weights, outcome) = try Self.solve([1, 0, 0, 1], [0.1, 0.05], least: 5)
        #expect(outcome == .equal && weights == [0.5, 0.5])
    }

    @Test func `weights are not negative, sum to 1, and do not know scale or order`() throws {
        var dice = SeededDice(seed: 51)
        for _ in 0..<400 {
            let members = 1 + dice.below(9)
            let matrix = Self.matrix(members, &dice)
            let strengths = (0..<members).map { _ in 0.01 + dice.unit() }
            let (weights, outcome) = try Self.solve(matrix, strengths)
            #expect(outcome == .solved)
            #expect(weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-12)
            let scaled = try Self.solve(matrix, strengths.map { $0 * 37 }).weights
            #expect(zip(weights, scaled).allSatisfy { abs($0 - $1) < 1e-9 })
            let order = (0..<members).shuffled(using: &dice)
            let turned = order.flatMap { row in order.map { matrix[row * members + $0] } }
            let moved = try Self.solve(turned, order.map { strengths[$0] }).weights
            #expect(zip(moved, order).allSatisfy { abs($0 - weights[$1]) < 1e-9 })
        }
    }

    @Test func `two factors taken at once are those taken one by one, to the bit, in 600 systems of seed 57`()
        throws
    {
        var dice = SeededDice(seed: 57)
        var outcomes: [RidgeWeighting.Outcome: Int] = [:]
        var backwards = 0
        for turn in 0..<600 {
            let members = 1 + dice.below(turn % 10 == 0 ? 32 : 12)
            var matrix = Self.matrix(members, &dice)
            // Some are of no correlations, and what is singular has a factor at the first shift only.
            if turn % 5 == 1, members > 1 {
                let (row, column) = (1 + dice.below(members - 1), 0)
                let value = 2 * dice.unit() - 1
                (matrix[row * members], matrix[column * members + row]) = (value, value)
            }
            if turn % 5 == 2 { matrix = [Double](repeating: 1, count: members * members) }
            let strengths = (0..<members).map { _ in dice.unit() < 0.1 ? .nan : 0.01 + dice.unit() }
            guard strengths.contains(where: { !$0.isNaN }) else { continue }
            let lambda = turn % 3 == 0 ? 0 : dice.unit()
            let rule = try RidgeWeighting(lambda: lambda)
            let (weights, outcome) = try Self.solve(matrix, strengths, lambda: lambda)
            let plain = PlainRidge(rule: rule).solve(matrix, strengths)
            #expect(outcome == plain.outcome)
            #expect(weights.map(\.bitPattern) == plain.weights.map(\.bitPattern))
            outcomes[outcome, default: 0] += 1
            let turned = PlainRidge(rule: rule, isForward: false).solve(matrix, strengths)
            backwards += turned.weights == weights ? 0 : 1
        }
        #expect(RidgeWeighting.Outcome.allCases.count { (outcomes[$0] ?? 0) > 20 } == 3, "\(outcomes)")
        #expect(backwards > 300, "another order of summation was noticed \(backwards) times only")
    }

    @Test func `a flaw in any one place of a matrix is seen`() throws {
        var dice = SeededDice(seed: 58)
        for members in [1, 2, 3, 6, 7] {
            let matrix = Self.matrix(members, &dice)
            let strengths = [Double](repeating: 0.1, count: members)
            for place in matrix.indices {
                var flawed = matrix
                flawed[place] = .nan
                expect(try Self.solve(flawed, strengths).outcome == .uncorrelated)
                for value in [matrix[place] + 2e-9, matrix[place] - 2e-9, .infinity, -.infinity] {
                    flawed[place] = value
                    expect(try Self.solve(flawed, strengths).outcome == .notCorrelation)
                }
                flawed[place] = matrix[place] + 5e-10
                expect(try Self.solve(flawed, strengths).outcome == .solved)
            }
        }
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try RidgeWeighting(lambda: -0.1) }
        #expect(throws: InvalidParameter.self) { try RidgeWeighting(costPenalty: .nan) }
        #expect(throws: InvalidParameter.self) { try RidgeSolver(rule: RidgeWeighting(), capacity: 0) }
        #expect(throws: InvalidParameter.self) { try RidgeBlend(rule: RidgeWeighting(), start: 0) }
    }

    static func solve(
        _ matrix: [Double], _ strengths: [Double], lambda: Double = 0.15, least: Double = 0
    ) throws -> (weights: [Double], outcome: RidgeWeighting.Outcome) {
        var solver = try RidgeSolver(rule: RidgeWeighting(lambda: lambda, minimumRawWeight: least))
        var weights = [Double](repeating: -1, count: strengths.count)
        var span = weights.mutableSpan
        let outcome = solver.solve(correlation: matrix.span, strengths: strengths.span, into: &span)
        return (weights, outcome)
    }

    /// A correlation matrix of members that share factors.
    static func matrix(_ members: Int, _ dice: inout SeededDice) -> [Double] {
        let loads = (0..<members).map { _ in (0..<4).map { _ in dice.normal() } }
        let sizes = loads.map { load in load.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        return (0..<members * members).map { cell in
            let (row, column) = (cell / members, cell % members)
            if row == column { return 1 }
            return zip(loads[row], loads[column]).reduce(0) { $0 + $1.0 * $1.1 }
                / (sizes[row] * sizes[column])
        }
    }
}
