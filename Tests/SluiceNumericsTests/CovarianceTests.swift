import SluiceNumerics
import Testing

@Suite struct CovarianceTests {
    private func estimate(
        _ tracker: CovarianceTracker, _ estimate: CovarianceEstimate = .sample
    ) -> [[Double]] {
        let matrix = SquareMatrix(tracker.count)
        tracker.estimate(estimate, into: matrix)
        return (0..<tracker.count).map { row in (0..<tracker.count).map { matrix[row, $0] } }
    }

    private func table(_ dice: inout SeededDice, _ rows: Int, _ columns: Int, gaps: Double) -> [[Double]] {
        (0..<rows).map { _ in
            let market = dice.normal()
            return (0..<columns).map { _ in 0.01 * (market + dice.gappy(gaps)) }
        }
    }

    /// The covariance of a pair by its definition, over the rows that have both.
    private func covariance(_ rows: ArraySlice<[Double]>, _ one: Int, _ other: Int) -> Double {
        let both = rows.filter { $0[one].isFinite && $0[other].isFinite }
        guard both.count > 1 else { return 0 }
        let means = [one, other].map { column in both.reduce(0) { $0 + $1[column] } / Double(both.count) }
        return both.reduce(0) { $0 + ($1[one] - means[0]) * ($1[other] - means[1]) } / Double(both.count - 1)
    }

    @Test func `three bars as written down`() throws {
        let tracker = try CovarianceTracker(count: 2, memory: .window(10), minimum: 2)
        for row in [[1.0, 2], [2, 1], [3, 3]] { tracker.push(row.span) }
        #expect(estimate(tracker) == [[1, 0.5], [0.5, 1]])
        #expect(estimate(tracker, .shrunk(1)) == [[2.0 / 3, 0], [0, 2.0 / 3]])
    }

    @Test(arguments: [0, 0.05, 0.4])
    func `a sliding window is what its rows say (seed 509)`(gaps: Double) throws {
        var dice = SeededDice(seed: 509)
        let rows = table(&dice, 60, 5, gaps: gaps)
        let tracker = try CovarianceTracker(count: 5, memory: .window(12), minimum: 3)
        for end in 1...rows.count {
            let row = rows[end - 1]
            tracker.push(row.span)
            let window = rows[..<end].filter { $0.contains(where: \.isFinite) }.suffix(12)
            let found = estimate(tracker)
            for one in 0..<5 {
                for other in 0..<5 {
                    let isKnown = [one, other].allSatisfy { column in
                        window.filter { $0[column].isFinite }.count >= 3
                    }
                    if isKnown {
                        #expect(abs(found[one][other] - covariance(window, one, other)) < 1e-15)
                    } else {
                        #expect(found[one][other].isNaN)
                    }
                }
            }
        }
    }

    @Test func `the shrinkage is scikit-learn's`() throws {
        // sklearn.covariance.LedoitWolf on the rows below.
        let tracker = try CovarianceTracker(count: 2, memory: .window(10), minimum: 2)
        for row in [[1.0, 2], [2, 1], [3, 3], [4, 6]] { tracker.push(row.span) }
        let matrix = SquareMatrix(2)
        let shrinkage = tracker.estimate(.ledoitWolf, into: matrix)
        #expect(abs(shrinkage - Self.shrinkage) < 1e-12)
        #expect(abs(matrix[0, 0] - 1.86326715) < 1e-8 && abs(matrix[0, 1] - 0.79602888) < 1e-8)
    }

    private static let shrinkage = 0.5451263537906137

    @Test func `fading weights need no window, and a gap stops the clock of its pairs`() throws {
        let tracker = try CovarianceTracker(count: 2, memory: .exponential(halfLife: 1), minimum: 2)
        for row in [[1.0, 1], [2, .nan], [3, 2]] { tracker.push(row.span) }
        let found = estimate(tracker)
        // Weights of 1/4, 1/2 and 1 for one, of 1/2 and 1 for the other and for the pair.
        #expect(abs(found[0][0] - (0.25 * 1 + 0.5 * 4 + 9) / 1.75) < 1e-12)
        #expect(abs(found[1][1] - (0.5 * 1 + 4) / 1.5) < 1e-12)
        #expect(abs(found[0][1] - (0.5 * 1 + 6) / 1.5) < 1e-12)
    }

    @Test func `an instrument appears, and vanishes as its returns leave the window`() throws {
        var dice = SeededDice(seed: 510)
        let tracker = try CovarianceTracker(count: 2, memory: .window(10), minimum: 5)
        for bar in 0..<40 {
            let row = [dice.normal(), bar >= 10 && bar < 20 ? dice.normal() : .nan]
            tracker.push(row.span)
            #expect(tracker.isKnown(1) == (bar >= 14 && bar < 25))
        }
        let nothing = [Double.nan, .nan]
        tracker.push(nothing.span)
        #expect(tracker.bars == 40)
    }

    @Test func `an enormous return leaves no trace once it has left the window`() throws {
        var dice = SeededDice(seed: 511)
        let rows = table(&dice, 200, 4, gaps: 0)
        let tracker = try CovarianceTracker(count: 4, memory: .window(20), minimum: 5)
        for (number, row) in rows.enumerated() {
            let seen = number == 50 ? row.map { $0 * 1e9 } : row
            tracker.push(seen.span)
        }
        let found = estimate(tracker)
        for one in 0..<4 {
            for other in 0..<4 {
                #expect(abs(found[one][other] - covariance(rows.suffix(20), one, other)) < 1e-15)
            }
        }
    }

    @Test(arguments: [CovarianceTracker.Memory.window(8), .exponential(halfLife: 5)])
    func `what was remembered goes on with the same bits`(memory: CovarianceTracker.Memory) throws {
        var dice = SeededDice(seed: 512)
        let rows = table(&dice, 40, 3, gaps: 0.2)
        let first = try CovarianceTracker(count: 3, memory: memory, minimum: 2)
        let second = try CovarianceTracker(count: 3, memory: memory, minimum: 2)
        for row in rows[..<25] { first.push(row.span) }
        #expect(second.restore(first.state) && first.state.count == first.stateCount)
        for row in rows[25...] {
            first.push(row.span)
            second.push(row.span)
        }
        #expect(second.state.map(\.bitPattern) == first.state.map(\.bitPattern))
        #expect(!second.restore(Array(first.state.dropLast())) && !second.restore([]))
    }

    @Test func `a tracker without a meaning is refused`() {
        #expect(throws: InvalidParameter.self) { try CovarianceTracker(count: 0, memory: .window(10)) }
        #expect(throws: InvalidParameter.self) { try CovarianceTracker(count: 2, memory: .window(1)) }
        #expect(throws: InvalidParameter.self) {
            try CovarianceTracker(count: 2, memory: .window(10), minimum: 11)
        }
        #expect(throws: InvalidParameter.self) {
            try CovarianceTracker(count: 2, memory: .exponential(halfLife: .nan))
        }
    }
}
