import SluiceNumerics

/// A random covariance of some instruments, with factors in common, and what else a book needs.
struct RandomBook {
    let count: Int
    let matrix: SquareMatrix

    /// `signed` turns the signs of some instruments, as shorts do.
    init(_ dice: inout SeededDice, count: Int, signed: Bool = false) {
        self.count = count
        matrix = SquareMatrix(count)
        let market = (0..<count).map { _ in 0.3 + dice.unit() }
        let sector = (0..<count).map { _ in dice.normal() * 0.5 }
        let own = (0..<count).map { _ in 0.05 + dice.unit() }
        let signs = (0..<count).map { _ in signed && dice.unit() < 0.5 ? -1.0 : 1 }
        for row in 0..<count {
            for column in 0..<count {
                let common = market[row] * market[column] + sector[row] * sector[column]
                matrix[row, column] =
                    1e-4 * signs[row] * signs[column] * (common + (row == column ? own[row] : 0))
            }
        }
    }

    /// The same book with its instruments in another order, multiplied by a factor.
    init(_ book: RandomBook, order: [Int], factor: Double) {
        count = book.count
        matrix = SquareMatrix(count)
        for row in 0..<count {
            for column in 0..<count { matrix[row, column] = factor * book.matrix[order[row], order[column]] }
        }
    }

    /// The marginal risk of every instrument, Sigma x.
    func marginal(_ x: [Double]) -> [Double] {
        (0..<count).map { row in (0..<count).reduce(0) { $0 + matrix[row, $1] * x[$1] } }
    }

    /// The largest relative difference of a risk contribution from their mean.
    func unevenness(_ x: [Double]) -> Double {
        let parts = zip(x, marginal(x)).map { $0 * $1 }
        let mean = parts.reduce(0, +) / Double(count)
        return parts.map { ($0 / mean - 1).magnitude }.max() ?? 0
    }

    /// A column of weights that a solver fills; nil when it has no solution.
    func weights(_ solve: (SquareMatrix, inout MutableSpan<Double>) -> Bool) -> [Double]? {
        var weights = [Double](repeating: .nan, count: count)
        var span = weights.mutableSpan
        return solve(matrix, &span) ? weights : nil
    }
}

extension SeededDice {
    /// The numbers below a count in random order.
    mutating func order(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        order.shuffle(using: &self)
        return order
    }
}
