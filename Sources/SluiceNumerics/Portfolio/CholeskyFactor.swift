/// Cholesky's decomposition M = L L' of a symmetric matrix, and the systems it solves.
///
/// The factor replaces the lower triangle of the matrix; the upper one is neither read nor written. Columns are taken
/// in blocks of 48, so that what is updated stays in the cache. Cost: n^3 / 6 products a factor, n^2 a solution; no
/// allocation. Source: Golub and Van Loan, Matrix Computations, 4.2.
///
/// Worked number: the rows (4, 2) and (2, 3) have the factor (2, 0) and (1, 1.41421); the solution for (8, 7) is
/// (1.25, 1.5).
public enum CholeskyFactor {
    private static let block = 48

    /// Factors the first `count` rows and columns in place.
    ///
    /// Returns false, and leaves the matrix half done, when it is not positive definite: a pivot that is not finite, or
    /// not above 1e-13 of its diagonal element.
    public static func factor(_ matrix: SquareMatrix, _ count: Int) -> Bool {
        var start = 0
        while start < count {
            let end = Swift.min(start + block, count)
            guard diagonal(matrix, start, end) else { return false }
            panel(matrix, start, end, count)
            update(matrix, start, end, count)
            start = end
        }
        return true
    }

    /// Replaces a right-hand side by the solution of L L' x = b.
    public static func solve(_ factor: SquareMatrix, _ count: Int, _ values: UnsafeMutablePointer<Double>) {
        for row in 0..<count {
            let line = factor.row(row)
            values[row] = (values[row] - dotProduct(line, values, row)) / line[row]
        }
        for row in stride(from: count - 1, through: 0, by: -1) {
            let line = factor.row(row)
            let value = values[row] / line[row]
            values[row] = value
            for column in 0..<row { values[column] -= line[column] * value }
        }
    }

    /// Factors the block on the diagonal, from which the columns before have been taken off.
    private static func diagonal(_ matrix: SquareMatrix, _ start: Int, _ end: Int) -> Bool {
        for row in start..<end {
            let line = matrix.row(row) + start
            for column in start..<row {
                let other = matrix.row(column) + start
                let width = column - start
                line[width] = (line[width] - dotProduct(line, other, width)) / other[width]
            }
            let width = row - start
            let own = line[width]
            let pivot = own - dotProduct(line, line, width)
            guard pivot > 1e-13 * own.magnitude, pivot.isFinite else { return false }
            line[width] = pivot.squareRoot()
        }
        return true
    }

    /// Solves the rows under the block.
    private static func panel(_ matrix: SquareMatrix, _ start: Int, _ end: Int, _ count: Int) {
        for row in end..<Swift.max(count, end) {
            let line = matrix.row(row) + start
            for column in start..<end {
                let other = matrix.row(column) + start
                let width = column - start
                line[width] = (line[width] - dotProduct(line, other, width)) / other[width]
            }
        }
    }

    /// Takes the products of the block's columns off everything behind it, two rows by two columns at a time.
    private static func update(_ matrix: SquareMatrix, _ start: Int, _ end: Int, _ count: Int) {
        let width = end - start
        var row = end
        while row < count {
            let rows = Swift.min(2, count - row)
            var column = end
            while column < row + rows {
                if rows == 2, column + 1 < row + rows {
                    pairs(matrix, row, column, start, width)
                } else {
                    for line in row..<row + rows where column <= line {
                        matrix.row(line)[column] -= dotProduct(
                            matrix.row(line) + start, matrix.row(column) + start, width)
                    }
                }
                column += rows
            }
            row += rows
        }
    }

    private static func pairs(
        _ matrix: SquareMatrix, _ row: Int, _ column: Int, _ start: Int, _ width: Int
    ) {
        typealias Lane = SIMD4<Double>
        let (a, b) = (matrix.row(row) + start, matrix.row(row + 1) + start)
        let (c, d) = (matrix.row(column) + start, matrix.row(column + 1) + start)
        var (ac, ad, bc, bd) = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
        var index = 0
        while index + 4 <= width {
            let one = UnsafeRawPointer(a + index).loadUnaligned(as: Lane.self)
            let two = UnsafeRawPointer(b + index).loadUnaligned(as: Lane.self)
            let three = UnsafeRawPointer(c + index).loadUnaligned(as: Lane.self)
            let four = UnsafeRawPointer(d + index).loadUnaligned(as: Lane.self)
            ac += one * three
            ad += one * four
            bc += two * three
            bd += two * four
            index += 4
        }
        var (w, x, y, z) = (ac.sum(), ad.sum(), bc.sum(), bd.sum())
        while index < width {
            w += a[index] * c[index]
            x += a[index] * d[index]
            y += b[index] * c[index]
            z += b[index] * d[index]
            index += 1
        }
        let (upper, lower) = (matrix.row(row), matrix.row(row + 1))
        upper[column] -= w
        // Above the diagonal there is nothing to keep.
        if column + 1 <= row { upper[column + 1] -= x }
        lower[column] -= y
        lower[column + 1] -= z
    }
}
