import SluiceNumerics
import Testing

@Suite struct CholeskyTests {
    private func matrix(_ rows: [[Double]]) -> SquareMatrix {
        let matrix = SquareMatrix(rows.count)
        for (row, line) in rows.enumerated() {
            for (column, value) in line.enumerated() { matrix[row, column] = value }
        }
        return matrix
    }

    @Test func `two rows as written down`() {
        let factor = matrix([[4, 2], [2, 3]])
        #expect(CholeskyFactor.factor(factor, 2))
        #expect(factor[0, 0] == 2 && factor[1, 0] == 1 && abs(factor[1, 1] - 2.squareRoot()) < 1e-15)
        #expect(factor[0, 1] == 2)
        var values = [8.0, 7]
        values.withUnsafeMutableBufferPointer {
            CholeskyFactor.solve(factor, 2, $0.baseAddress.unsafelyUnwrapped)
        }
        #expect(abs(values[0] - 1.25) < 1e-15 && abs(values[1] - 1.5) < 1e-15)
    }

    @Test(arguments: [1, 2, 7, 47, 48, 49, 50, 97, 131])
    func `every block fits the next`(count: Int) {
        var dice = SeededDice(seed: 504)
        let book = RandomBook(&dice, count: count)
        let factor = SquareMatrix(count)
        factor.base.update(from: book.matrix.base, count: count * count)
        #expect(CholeskyFactor.factor(factor, count))
        for row in 0..<count {
            for column in 0...row {
                let product = (0...column).reduce(0) { $0 + factor[row, $1] * factor[column, $1] }
                #expect(abs(product - book.matrix[row, column]) < 1e-16)
            }
        }
        let wanted = (0..<count).map { _ in dice.normal() }
        var values = book.marginal(wanted)
        values.withUnsafeMutableBufferPointer {
            CholeskyFactor.solve(factor, count, $0.baseAddress.unsafelyUnwrapped)
        }
        for (found, wanted) in zip(values, wanted) { #expect(abs(found - wanted) < 1e-9) }
    }

    @Test func `what is not positive definite is refused`() {
        for rows in [
            [[1.0, 2], [2, 1]], [[1, 1], [1, 1]], [[0, 0], [0, 1]], [[.nan, 0], [0, 1]],
            [[1, 0], [.nan, 1]],
        ] {
            #expect(!CholeskyFactor.factor(matrix(rows), 2))
        }
    }
}
