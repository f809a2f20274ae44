import CAllocations
import SluiceNumerics
import Testing

@Suite struct PortfolioAllocationTests {
    #if DEBUG
    private static let isOptimized = false
    #else
    private static let isOptimized = true
    #endif

    @Test(arguments: [CovarianceTracker.Memory.window(30), .exponential(halfLife: 20)])
    func `covariances and portfolios allocate nothing`(memory: CovarianceTracker.Memory) throws {
        let count = 60
        var dice = SeededDice(seed: 513)
        let tracker = try CovarianceTracker(count: count, memory: memory, minimum: 5)
        let matrix = SquareMatrix(count)
        let (parity, least) = (try RiskParity(capacity: count), try MinimumVariance(capacity: count))
        let tree = try HierarchicalRiskParity(capacity: count, distance: .columns)
        let ridge = try RidgePortfolio(capacity: count, form: .ridge(lambda: 0.1))
        let filling = try WaterFilling(cap: 0.05, gross: 1)
        var row = [Double](repeating: 0, count: count)
        var weights = row
        var solved = 0
        func cycle() {
            for cell in row.indices { row[cell] = 0.01 * dice.gappy(0.02) }
            tracker.push(row.span)
            tracker.estimate(.ledoitWolf, into: matrix)
            for index in 0..<count { matrix[index, index] += 1e-4 }
            var span = weights.mutableSpan
            solved += parity.solve(matrix, &span) ? 1 : 0
            solved += least.solve(matrix, cap: 0.03, &span) ? 1 : 0
            solved += tree.solve(matrix, &span) ? 1 : 0
            solved += ridge.factor(matrix, count) && ridge.solve(&span) ? 1 : 0
            filling.fill(&span)
        }
        for _ in 0..<12 { cycle() }
        solved = 0
        let counter = allocation_counter()
        let before = counter?()
        for _ in 0..<5 { cycle() }
        // Without optimization Swift allocates in loops over arrays.
        if Self.isOptimized { #expect(counter?() == before) }
        #expect(solved == 20)
    }
}
